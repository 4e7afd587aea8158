"""What each refusal and failure says, by code: what happened, what was kept, what to do. Places stay open in braces."""

from typing import Final

UNKNOWN: Final = "This is not possible ({code}). Nothing was changed."

SENTENCES: Final = {
    # signing in and rights
    "sign-in.wrong": "Name or password is wrong. Try again.",
    "sign-in.wait": "Too many wrong passwords. Try again in {seconds} seconds.",
    "sign-in.needed": "Nobody is signed in. Sign in first.",
    "not.your-role": "Your role does not allow this. Ask somebody who may.",
    "not.your-center": "This is of a center you do not work at. Ask somebody who works there.",
    "not.yours": "This is another clinician's appointment. Ask them or the front desk.",
    # what may follow what
    "not.from-here": "An appointment that is {status} cannot take “{action}”. Nothing was changed.",
    "action.unknown": "There is no action “{action}”.",
    "confirm.other-day": "The appointment is on another day: {start}. Confirm if you mean it.",
    "confirm.before-start": "The appointment has not begun: it starts {start}. Confirm if you mean it.",
    "not.before-start": "The appointment has not begun yet.",
    "reason.required": "Give a reason first. Nothing was changed.",
    "reason.unknown": "There is no such reason for this.",
    "reason.name-taken": "There are two reasons called “{name}”. Call one of them something else.",
    "group.name-taken": "There are two groups called “{name}”. Call one of them something else.",
    "reason.none": "No reason is in use, so nobody could give one. Nothing was saved; put one into use first.",
    "remark.required": "Say why in a few words first. Nothing was changed.",
    "task.nobody": "No clinician has this appointment yet. Give it to one first.",
    "task.over": "Its time is over. Nothing was changed; say what became of it instead.",
    "task.accepted": "The clinician has accepted it already. Nothing was changed.",
    "answer.confirmed": "The consumer has confirmed this time already. Nothing was changed.",
    "limit.until": "Less than {hours} hours before, an appointment cannot be moved from here any more. Nothing was "
    "changed; call {phone}.",
    "limit.times": "This appointment was moved {most} times already. Nothing was changed; call {phone} to move it "
    "again.",
    "limit.days": "A new time can be {days} days from now at most. Nothing was changed; choose an earlier one, or "
    "call {phone}.",
    "signature.signer": "Write the name of who signs.",
    "signature.form": "The signature could not be read. Nothing was changed; sign again.",
    "dose.later": "A later dose cannot be cancelled alone. Cancelling the first dose cancels all.",
    "dose.waitlist": "A dose of a program keeps its days to the others and cannot wait without a time. Nothing was "
    "changed; reschedule it instead.",
    "waiting.priority": "There is no such priority. Choose as soon as possible, urgent or routine.",
    "waiting.weekdays": "Choose one weekday at least.",
    "waiting.days": "The last day is before the first one. Correct one of them.",
    "waiting.past": "The last day is over already. Choose a later one, or none.",
    "waiting.not-ahead": "This appointment neither waits nor stands ahead. Nothing was changed.",
    "waiting.listed": "It is on the waiting list itself. Nothing was changed; cancel it where nothing is wanted.",
    "suggestion.choose": "The consumer suggested several times: {suggestions}. Choose one of them.",
    "suggestion.unknown": "The consumer did not suggest that time. Nothing was changed; choose one of those suggested "
    "({suggestions}), or reschedule.",
    "suggestion.missing": "Say which times the consumer suggests, one at least.",
    "suggestion.too-many": "These are too many times. Keep the {most} that suit the consumer best.",
    "restore.booked-again": "It was booked again from its request meanwhile. Nothing was changed; look at the new "
    "appointment.",
    "completion.confirmed": "The consumer has confirmed the completion already. Nothing was changed.",
    "dose.count": "Choose a time for each of the {doses} doses, or for none.",
    "dose.least-days": "Dose {number} would be {days} days after the one before it, and at least {limit} are needed. "
    "Nothing was changed; choose another day.",
    "dose.most-days": "Dose {number} would be {days} days after the one before it, and at most {limit} are allowed. "
    "Nothing was changed; choose another day.",
    "dose.order": "Dose {number} would begin before the one before it ends. Nothing was changed; choose another time.",
    "dose.alone": "The dose before dose {number} does not stand. Book the earlier dose again first.",
    "appointment.damaged": "The record of this appointment is damaged and cannot be shown whole. Nothing was changed; "
    "ask whoever looks after the database: frontdesk verify says what is wrong.",
    "start.missing": "Choose the new time first.",
    "clinician.missing": "Choose the colleague first.",
    "move.same": "That is the time it has already. Nothing was changed; choose another one.",
    "room.not-fit": "This service is not given in that room. Nothing was changed; choose another room.",
    "room.unknown": "There is no room “{room}” at this center.",
    "move.same-clinician": "This clinician has it already. Choose a colleague.",
    "move.no-time": "This appointment has no time. Nothing was changed; give it one first, or book it again from "
    "its request.",
    # series
    "series.every": "A series repeats once in 1 to {most} days or weeks. Choose a number of these.",
    "series.end": "Say how many appointments the series has, or which day is its last one, not both.",
    "series.count": "A series has 1 to {most} appointments. Choose a number of these.",
    "series.too-many": "A series has {most} appointments at most. Choose an earlier last day, or longer steps.",
    "series.until": "That day is before the first appointment. Choose a later one.",
    "series.program": "A program has its own days between its doses and is not repeated. Repeat a service instead.",
    "series.overbooked": "A series is not booked over what is in the way. Nothing was booked; leave those dates out, "
    "and book them one by one.",
    "series.dates": "Choose at least one date of the series, each once and in their order.",
    "series.not-free": "{wall} is not free. Nothing was booked; leave such dates out, or take the nearest free times.",
    "series.taken": "{wall} is not free any more. {problem} Nothing was booked; look at the dates again.",
    "series.date": "Appointment {position} of the series, {wall}: {problem} None of the series was changed.",
    "series.none": "This appointment is not one of a series.",
    "series.seen": "The series is not as it was shown. Nothing was changed; look at its dates and decide again.",
    "series.unknown": "There is no series “{series}”.",
    "series.settled": "This one has begun or is settled, and stays as it is.",
    "series.past": "The time of this one has come, and it stays as it is.",
    "taken.ends-before-start": "The end is before the start. Correct the time taken.",
    "version.missing": "Say which version you saw, with --version.",
    # slots
    "slot.none": "There is no free time for this. Try another clinician, center or a later date.",
    "slot.past": "That time has passed. Choose a later one.",
    "slot.notice": "That is too soon for this service: the first possible start is {limit}. Choose a later time.",
    "slot.too-far": "That is further ahead than this service can be booked. Choose an earlier date.",
    "slot.not-able": "This clinician does not give this service. Choose another clinician.",
    "slot.outside-hours": "That time is outside the working hours. Choose one of the free times.",
    "slot.leave": "The clinician is away then. Choose another time or another clinician. {remark}",
    "slot.block": "That time is blocked. Choose another time or another clinician. {remark}",
    "slot.closure": "The center is closed then. Choose another day. {remark}",
    "slot.room-full": "No room is free then. Choose another time.",
    "slot.held": "{staff} at {desk} is booking that time just now. Choose another time, or try again in a few minutes.",
    "hold.form": "This hold is none. Nothing was held.",
    "hold.over": "The time is held for you no longer. Nothing was booked; book it before somebody else does.",
    "overbook.reason": "Say why it is booked over what is there already.",
    "overbook.start": "Choose the time first: what is booked over something needs one.",
    "weekday.form": "Write weekdays as mon,thu.",
    "hours.form": "Write the hours as 09:00-12:30.",
    "hours.order": "The hours end before they begin. Correct one of them; 00:00 is midnight.",
    "program.unknown": "There is no program “{program}”.",
    "program.no-doses": "This program has no doses yet. Choose another one, or ask your manager to complete it.",
    "center.differs": "The preferred center and the location must be the same. Nothing was saved; choose one of them.",
    "request.unknown": "There is no request “{request}”.",
    "request.booked": "This request is booked already, or withdrawn. Nothing was changed; look at its appointments.",
    "request.booked-by": "{by} booked this request meanwhile: {at}. Nothing was changed; look at its appointments.",
    "request.declined": "{by} declined this request: {at}. Nothing was changed; book it again if it is wanted still.",
    "request.withdrawn": "{by} closed this request: {at}. Nothing was changed; book it again if it is wanted still.",
    "request.not-yours": "This request is to somebody else. Ask them or the front desk.",
    "request.own-calendar": "You can take a request only into your own calendar. Ask the front desk to give it to "
    "somebody else.",
    "group.unknown": "This group is not in use any more. Choose another one, or none.",
    "group.and-clinician": "A request is to one clinician or to a group. Choose one of the two.",
    "wanted.now": "This is wanted now and has no other times. Take them away, or let it be scheduled.",
    "request.differs": "This is not what the request is for. Nothing was booked; make a new request for it.",
    "time.skipped": "The clocks go forward then: {wall} does not exist in {zone}. The next time is {next}.",
    "time.range": "That date is out of range.",
    "time.form": "This is not a time. Write it as 2026-11-24T15:00.",
    "date.form": "This is not a date. Write it as 24.11.2026 or 2026-11-24.",
    "clock.form": "This is not a time of day. Write it as 09:00.",
    "number.form": "Write a whole number between {least} and {most}.",
    "number.range": "This must be between {least} and {most}.",
    # working time and the rest of set-up
    "plan.gone": "Somebody has removed this meanwhile. Nothing was saved; close the form to see what is there now.",
    "plan.not-yours": "You may enter this only for yourself or at the centers you work at. Ask your manager.",
    "line.weekday": "Choose a day of the week.",
    "line.order": "This line ends before it starts. Correct its end; 00:00 is midnight.",
    "line.overlap": "This line overlaps another of the same day ({other}). Correct one of them.",
    "lines.too-many": "A week can have at most {most} lines. Take some away.",
    "schedule.no-lines": "Add at least one weekly line.",
    "schedule.order": "The last day is before the first. Correct one of them.",
    "schedule.past": "The last day has passed: it must be {today} or later. Remove the schedule if nobody needs it.",
    "schedule.elsewhere": "{clinician} works then already: {day}, {hours} at {center} (“{name}”). Change the hours of "
    "one of the two.",
    "schedule.extra-elsewhere": "{clinician} has extra hours then: {day}, {hours} by this center’s clock, at {center}. "
    "Change these hours, or the extra hours there.",
    "clinician.not-here": "{clinician} does not work at this center. Choose a clinician who does.",
    "exception.order": "The end is not after the start. Correct one of them.",
    "exception.too-long": "That is longer than five years. Choose an earlier end.",
    "exception.duplicate": "This very entry is there already. Nothing was saved.",
    "exception.elsewhere": "{clinician} works then already: {day}, {hours} by this center’s clock, at {center}. Choose "
    "other hours, or enter leave there first.",
    "impact.grown": "Somebody booked meanwhile: {number} more would break than was shown. Nothing was saved. Save "
    "again to see all of them.",
    "exception.clinician-missing": "Choose the clinician first.",
    "exception.center-missing": "Choose the center first.",
    "country.unknown": "The public holidays of “{country}” are not known. Choose a country from the list.",
    "region.unknown": "There is no region “{region}” in this country. Choose one from the list, or none.",
    "zone.promised": "{number} appointments are ahead here, promised by the clock of the present zone. Move or cancel "
    "them before the center changes its zone.",
    "follow-up.unknown": "The appointment that this one is to follow is not known.",
    "rebook.no-line": "No work schedule is chosen. Choose the line that the new appointment is booked into.",
    "rebook.line-gone": "This line of the work schedule was changed or taken away meanwhile. What you chose otherwise "
    "is kept; choose a line again.",
    "rebook.rapid-response": "A rapid response line takes no ad hoc bookings. Choose another line, or have them "
    "allowed in Administration, Appointments.",
    "rebook.no-start": "Choose a free time, or type date and start.",
    "rebook.outside-line": "This time is outside the chosen line. Choose a time inside it, or go back and choose "
    "another line.",
    "rebook.modality": "The chosen line does not give the service this way. Choose another way, or another line.",
    "video.no-link": "A video appointment needs its link. Choose a platform that makes one, or paste it.",
    "video.link": "This is not a link that a video appointment can be given. It begins with https://.",
    "video.template": "A template is an https address with {{token}} in it. Each link has 32 random signs there.",
    "video.path": "Write where the link stands in the answer, such as meeting.join_url.",
    "video.secret-form": "A secret has no spaces and only plain letters, figures and signs. The earlier one holds.",
    "video.manual": "The links of this platform are pasted by hand. Paste one.",
    "video.unknown": "This platform is not in use any more. Choose another one; what you typed is kept.",
    "video.too-many": "There can be at most {most} platforms. Change one that is there already.",
    "video.away": "The video provider cannot be reached, or closed the line. Try again, or paste a link.",
    "video.unknown-host": "The name in the provider’s address is not known here. Check the address and the network.",
    "video.certificate": "The certificate of the video provider is not valid. No link was made.",
    "video.slow": "The video provider did not answer in time. Try again, or paste a link.",
    "video.answered": "The video provider answered {status} instead of giving a link.",
    "video.answer": "The video provider gave no link where it was expected. Check the place of the link in its answer.",
    "video.answer-link": "What the video provider gave is no https link.",
    "follow-up.not-completed": "A follow-up is booked from an appointment that is completed or in progress. This one "
    "is neither; nothing was booked.",
    "follow-up.other-consumer": "The follow-up is for the consumer of the completed appointment. Choose them, or leave "
    "and book anew for another.",
    "many.too-many": "More than {most} appointments are meant. Choose fewer days, or one clinician.",
    "shift.range": "An appointment is moved by 1 to {most} days.",
    "colleague.none": "No colleague who gives this service is free then. Move or cancel the appointment.",
    "service.too-long": "Length and buffers together are longer than a day. Shorten one of them.",
    "modality.missing": "Choose at least one way in which the service is given.",
    "room-kind.unknown": "No center has a room of the kind “{kind}”. Make the room first, or choose another kind.",
    "room.taken": "“{code}” is the code of {name} already. Choose another code.",
    "length.range": "The length must be between 1 and {longest} minutes.",
    "zone.unknown": "There is no time zone “{zone}”. Choose one from the list.",
    # things that are named
    "consumer.missing": "Choose the consumer first.",
    "consumer.unknown": "There is no consumer “{consumer}”.",
    "consumer.merged": "This record became part of another one meanwhile. Nothing was saved; look it up again.",
    "merge.same": "This is the same record. Choose two different ones.",
    "form.fields": "The fields of this form are others now. Nothing was saved; close the form to see them.",
    "form.too-many": "A form can have at most {most} fields of your own.",
    "form.choices": "Give at least two things to choose from, and at most {most}.",
    "form.name-taken": "There are two fields called “{name}”. Call one of them something else.",
    "service.missing": "Choose a service or a program first.",
    "service.unknown": "There is no service “{service}”.",
    "center.unknown": "There is no center “{center}”.",
    "clinician.unknown": "There is no clinician “{clinician}”.",
    "clinician.not-able": "This clinician does not give this service here. Choose another one.",
    "appointment.unknown": "There is no appointment “{appointment}”.",
    "modality.not-offered": "This service is not given as {modality}.",
    "question.unknown": "That question is not part of this service's questionnaire.",
    "field.form": "Write a field as its name, an equals sign and its value.",
    "field.unknown": "There is no such field.",
    "undo.nothing": "There is nothing to undo.",
    "undo.not-yours": "Somebody else did that, or you did it at another desk. Nothing was changed.",
    "undo.too-late": "It is too late to undo that. Nothing was changed; take the fitting action instead.",
    "undo.message-gone": "The consumer has been told already. Nothing was changed; take the fitting action instead.",
    "undo.taken": "The time it had is taken by now. Nothing was changed; choose another time for it.",
    "undo.written-again": "It was written anew since. Nothing was taken back; look at it again.",
    "undo.booked-again": "It was booked again meanwhile. Nothing was changed; look at the new appointment.",
    "note.unknown": "This note is not there any more.",
    "note.not-yours": "Only its author can change a note. Add a note of your own.",
    # forms
    "text.missing": "This is needed.",
    "text.too-long": "This is too long: at most {longest} characters.",
    "text.control": "This has characters that cannot be shown or kept. Type it again.",
    "user-id.form": "2 to 64 letters without accents, digits, dots, dashes or underscores, beginning with a letter "
    "or digit.",
    "user-id.taken": "This user ID is taken. Free is: {suggestion}",
    "value.taken": "This is taken. Choose another one.",
    "email.form": "This is not an e-mail address.",
    "phone.form": "This is not a phone number. Begin with the country code, such as +351.",
    "birth-date.form": "Write the date as 14.03.1987 or 1987-03-14.",
    "birth-date.range": "A date of birth lies in the past 130 years.",
    "language.unknown": "Choose a language from the list.",
    "answer.missing": "This question needs an answer.",
    "answer.form": "Write an answer as the question's number, an equals sign and the answer: 1=no.",
    "answer.yes-no": "Answer yes or no.",
    "answer.number": "This is not a number.",
    "answer.date": "Write the date as 1987-03-14.",
    "answer.choice": "Choose one of the answers.",
    "command.id": "The command id must be 32 hexadecimal digits.",
    # other systems
    "webhook.address": "This is not an address of another system. Write it as https://records.example/events.",
    "webhook.https": "Only https:// keeps what is told secret on the way. Begin the address with it.",
    "webhook.sign-in": "An address is kept where others read it: leave out name and password. Every event is signed.",
    "webhook.unknown": "This system is not there any more. Nothing was changed.",
    "webhook.secret": "The secret of this system is not on this computer, so no event can be signed. Make a new one in "
    "Administration, Webhooks.",
    "webhook.away": "The system cannot be reached, or closed the line. Check that it runs.",
    "webhook.unknown-host": "The name in the address is not known here. Check the address and the network.",
    "webhook.certificate": "The certificate of the system is not valid. Nothing was told; renew it there.",
    "webhook.slow": "The system did not answer in time.",
    "webhook.moved": "The system answered {status}: it is at another address. Write that one.",
    "webhook.gone": "The system answered {status}: it wants no more events at this address.",
    "webhook.answered": "The system answered {status} instead of taking the event.",
    "webhook.too-many": "At most {most} systems can be told. Change one that is there already.",
    "webhook.out-of-use": "This system is told nothing any more.",
    # pictures, files, paper
    "picture.unreadable": "This file is no PNG, JPEG or PDF that can be read. Nothing was changed. Choose another "
    "file, or type the short code under the QR code.",
    "picture.no-code": "No QR code was found in this file. Nothing was changed. Try a sharper picture that shows the "
    "whole code, or type the short code under it.",
    "picture.too-large": "This file is too large to be searched for a code. Nothing was changed. Take a smaller "
    "picture of the code, or type the short code under it.",
    "file.unwritable": "The file {path} cannot be written: {reason}. Choose another place.",
    "printer.refused": "The printer {printer} took nothing. Choose another printer, or save it as PDF.",
    "file.unreadable": "The file {path} cannot be read: {reason}.",
    "confirmation.no-time": "This appointment has no time yet, so there is nothing to confirm.",
    "column.unknown": "A schedule has no column “{column}”.",
    "paper.unknown": "There is no paper “{paper}”. Choose a4, letter, a6 or receipt.",
    # the mail server
    "mail.not-set-up": "No mail server is set up, so messages wait. Give one in Administration, E-mail.",
    "mail.unreachable": "The mail server {host}:{port} cannot be reached{shown}. Messages wait and are tried again; "
    "check its name, the port and the network.",
    "mail.certificate": "The certificate of the mail server {host} is not valid{shown}. Nothing was sent; have it "
    "renewed there, or correct the server’s name.",
    "mail.encryption": "The mail server {host}:{port} does not speak the chosen encryption{shown}. Nothing was sent; "
    "choose the other one, or the port that goes with it.",
    "mail.sign-in": "The mail server {host} did not let Frontdesk sign in{shown}. Messages wait; correct user name "
    "and password.",
    "mail.busy": "The mail server {host} takes nothing at the moment{shown}. Messages wait and are tried again.",
    "mail.refused": "The mail server {host} refuses to talk to this computer{shown}. Messages wait; ask whoever runs "
    "it.",
    "mail.sender": "The mail server {host} does not take messages from the sender’s address{shown}. Messages wait; "
    "correct the address.",
    "mail.protocol": "What answers at {host}:{port} does not talk like a mail server{shown}. Messages wait; check "
    "name and port.",
    "mail.broken": "The mail server {host} broke off in the middle. Messages wait and are tried again.",
    "mail.unanswered": "The mail server took the message and did not say whether it keeps it. It is sent again under "
    "the same Message-ID.",
    "mail.recipient": "“{address}” is not one whole e-mail address. Nothing was sent; correct the address.",
    "mail.header": "This cannot stand at the head of an e-mail. Type it again without line breaks and “=?”.",
    "template.field": "There is no field called “{name}”. Nothing was saved; these can be used: {known}.",
    "template.form": "Line {line} is not written as it must be: fields as {example}. Nothing was saved.",
    "template.only-places": "Line {line} has more than fields and conditions. Nothing was saved; take it out.",
    "template.tag": "“{tag}” is not allowed in a message. Nothing was saved; take it out.",
    "template.attribute": "“{attribute}” is not allowed in a message. Nothing was saved; take it out.",
    "template.place": "Inside a tag only a link can stand, as the whole address of an <a>. Nothing was saved.",
    "template.language": "There is no language “{language}”. Write it as en or pt-BR.",
    "mail.too-large": "The message is larger than the mail server takes. It was not sent.",
    "mail.no-utf8": "The mail server takes no address with letters beyond A to Z. It was not sent.",
    "mail.too-old": "It could not be sent for five days. Send it again if it still matters.",
    "mail.not-written": "The message could not be written, through a mistake of Frontdesk’s own. Tell your "
    "administrator.",
    "mail.test-refused": "The mail server did not take the test message: {reason}",
    "mail.host": "Write the mail server’s name, such as mail.example.org.",
    "mail.port": "A port is a number from 1 to 65535: mostly 465 or 587.",
    "mail.sender-missing": "Give the address that messages come from.",
    "mail.plain-password": "Without encryption everybody on the way could read the password. Choose TLS or STARTTLS.",
    "mail.password-kept": "The settings were saved, but not the password: {reason}",
    "mail.links-address": "Write the address of the clinic’s page as https://appointments.example.org.",
    "mail.hours": "Write whole hours, up to {longest}, with commas between them: 48, 2.",
    "secrets.away": "The key ring of this computer, which keeps secrets, cannot be used ({reason}). Unlock or set it "
    "up, or give the secret in the environment variable {variable}.",
    "outbox.unknown": "There is no message {message}.",
    "outbox.not-failed": "Only a message that failed, or waits to be tried again, can be sent again.",
    "outbox.on-its-way": "This message is being sent just now. Look again in a moment.",
    "outbox.no-address": "There is no e-mail address by now. Give one first.",
    "link.refused": "This is not possible any more. Nothing was changed; call {phone}, which will gladly help.",
    "link.dead": "This link is not valid any more. Call the clinic, which will gladly help.",
    # databases
    "database.url": "That is not the address of a database. Give a file's path, or "
    "postgresql://user:password@host/database.",
    "database.exists": "There is a clinic's database at {path} already. It was left as it is; open it, or choose "
    "another place for the new one.",
    "database.missing": "There is no database at {path}. Nothing was made; check the address, or make a new clinic "
    "there.",
    "database.not-a-database": "{path} is not a database of Frontdesk. It was left as it is; choose another file.",
    "database.no-clinic": "The database at {path} has no clinic in it. Nothing was changed; check the address, or "
    "make a new clinic there.",
    "database.newer": "The database at {path} was made by a newer Frontdesk (schema {found}; this one knows {known}). "
    "Nothing was changed; update Frontdesk on this computer.",
    "database.too-old": "The PostgreSQL server at {path} is version {version}. Frontdesk needs 15 or newer.",
    "database.unreachable": "The database at {path} does not answer. Check the network and the server, then try again.",
    "database.sign-in": "The database at {path} refused this user name or password. Check them and try again.",
    "database.refused": "This database user may not do that at {path}. Nothing was saved; ask your administrator.",
    "database.network-folder": "{path} is in a network or synchronised folder ({kind}), where a SQLite file gets "
    "damaged. Choose a folder on this computer, or use PostgreSQL for several desks.",
    "database.folder": "The database cannot be kept at {path}: {reason}. Choose a folder you may write to.",
    "database.settings": "The database at {path} could not be opened safely ({setting} is {found}, not {wanted}). "
    "Close other programs that use it and try again.",
    "database.damaged": "The database at {path} is damaged. It was left as it is; restore a backup.",
    "database.full": "There is no space left for the database at {path}. Nothing was saved; free some space and try "
    "again.",
    "database.read-only": "The database at {path} can only be read. Nothing was saved; ask your administrator for the "
    "right to write it.",
    "database.busy": "Another desk kept the database busy. Nothing was saved; try again.",
    "database.slow": "The database took too long to answer. Nothing was saved; try again.",
    "backup.failed": "The backup {path} could not be made ({reason}), so the database was not updated. Free some "
    "space and try again.",
    "database.lost": "The connection to the database was lost. What you typed is kept; try again in a moment.",
    "database.open-elsewhere": "Another Frontdesk window has this database open. Use that one.",
    "demo.not-empty": "This database holds a clinic already. Nothing was changed; choose another place for the demo.",
    "demo.does-not-fit": "So many appointments do not fit into the clinicians' time. Ask for at most {most}, or for "
    "more clinicians.",
    "unexpected": "Something went wrong in Frontdesk itself. Nothing was saved by half. Try again; if it happens "
    "again, restart Frontdesk and tell your administrator.",
}
"""By code of problem. Places in braces are its params."""

IN_THE_WAY: Final = {
    "past": "that time has passed",
    "notice": "the first possible start is {limit}",
    "too-far": "it is further ahead than this service can be booked",
    "not-able": "{clinician} does not give this service",
    "outside-hours": "{clinician} does not work {when}",
    "leave": "{clinician} is away {when}{remark}",
    "block": "{clinician} is blocked {when}{remark}",
    "closure": "the center is closed {when}{remark}",
    "clinician-busy": "{consumer}, {when} with {clinician}",
    "room-full": "no room is free ({consumer}, {when} with {clinician})",
    "room-taken": "{room} is taken ({consumer}, {when} with {clinician})",
    "held": "{staff} at {desk} is booking {when} with {clinician}",
    "consumer-busy": "{consumer} has {service}, {when} with {clinician}",
}
"""By kind of conflict; parts of a sentence."""
NO_DOSE: Final = {
    "most-days": "Dose {number} ({service}) has no free time from {first_day} to {last_day}; the next is {next}. "
    "Nothing was booked. More days between the doses, a later first dose, another clinician or center would help.",
    "no-opening": "Dose {number} ({service}) has no free time from {first_day} to {last_day}, nor soon after. Nothing "
    "was booked. Another clinician or center, other days, or a later start would help.",
}
