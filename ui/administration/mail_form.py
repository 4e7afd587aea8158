"""The form of sending: the mail server, who sends, what links lead to, and what is sent without anybody's doing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from frontdesk.messages.smtp import Security
from frontdesk.rules.problems import Problem
from frontdesk.services.mail_settings import MailForm, MailSettings
from ui.administration.boxes import text_line
from ui.administration.editor import PlanEditor
from ui.administration.mail_password import PasswordBox
from ui.administration.mail_test import TestRow
from ui.administration.planning import Planning, Writing
from ui.problems import by_field
from ui.texts import _
from ui.theme import SPACE
from ui.widgets import Segmented, label

_PORTS = {Security.TLS: "465", Security.STARTTLS: "587", Security.NONE: "25"}
_PORT = 136
"""Width of the port, logical pixels; what is wrong with it stands below in a few lines."""
_ADDRESS = 254
_LONGEST = 200


class MailEditor(PlanEditor):
    """`start_edit` it with what is saved."""

    def lay_out_fields(self) -> None:
        self._seen: MailSettings | None = None
        self.state = label("", style="warning", wrap=True, name="mail_state")
        self.body.addWidget(self.state)
        self._lay_out_server()
        self._lay_out_sender()
        self._lay_out_rest()
        lines = (self.server, self.port, self.user, self.password.line, self.address, self.sender_name, self.reply_to)
        for signal in (*(one.textEdited for one in lines), self.password.take_away.clicked, self.security.chosen):
            signal.connect(lambda _now: self.trial.forget())

    def make_planning(self) -> Planning:
        """It breaks no appointment."""
        return Writing(self.context, self.host, self, self.context.clinic.mail.save)

    def _lay_out_server(self) -> None:
        self.server, self.port = text_line("mail_host", _LONGEST), text_line("mail_port", 10)
        ways = ((one, security_word(one)) for one in _PORTS)
        self.security = Segmented(ways, name="mail_security", what=_("Security"))
        self.warning = label(
            _(
                "Everybody on the way can read and change the messages, and no password is sent. "
                "Only for a server on this computer or in the clinic's own network."
            ),
            style="warning",
            wrap=True,
            name="mail_security_warning",
        )
        self.user, self.password = text_line("mail_user", _LONGEST), PasswordBox(name="mail_password")
        self._heading(_("Mail server"))
        self.body.addWidget(self.add("security", _("Security"), self.security))
        self.body.addWidget(self.warning)
        across = QHBoxLayout()
        across.setSpacing(SPACE[2])
        across.addWidget(self.add("host", _("Server"), self.server), 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.add("port", _("Port"), self.port), 0, Qt.AlignmentFlag.AlignTop)
        self.fields["port"].setFixedWidth(_PORT)
        self.body.addLayout(across)
        self.body.addWidget(self.add("user", _("User"), self.user, _("Empty where the server asks for none.")))
        hint = _("Kept in this computer's key ring and nowhere else: each desk that sends needs it.")
        self.body.addWidget(self.add("password", _("Password"), self.password, hint))
        self.security.chosen.connect(self._security_chosen)

    def _lay_out_sender(self) -> None:
        self.address, self.sender_name = text_line("mail_sender", _ADDRESS), text_line("mail_sender_name", _LONGEST)
        self.reply_to = text_line("mail_reply_to", _ADDRESS)
        self._heading(_("Sender"))
        self.body.addWidget(self.add("sender", _("Address"), self.address))
        hint = _("Empty: the name of the clinic.")
        self.body.addWidget(self.add("sender_name", _("Name"), self.sender_name, hint))
        hint = _("Where consumers' replies go. Empty: to the address above.")
        self.body.addWidget(self.add("reply_to", _("Replies to"), self.reply_to, hint))
        self.trial = TestRow(self.context.tasks)
        self.trial.wanted.connect(self.run_test)
        self.trial.refused.connect(self._test_refused)
        self.body.addWidget(self.trial)

    def _lay_out_rest(self) -> None:
        self.links, self.reminders = (
            text_line("mail_links_address", _LONGEST),
            text_line("mail_reminder_hours", _LONGEST),
        )
        self.follow_ups = text_line("mail_follow_up_hours", _LONGEST)
        self._heading(_("Links in messages"))
        hint = _("Where consumers answer, such as https://clinic.example/a. Without it messages give the phone number.")
        self.body.addWidget(self.add("links_address", _("Address of links"), self.links, hint))
        self._heading(_("Sent automatically"))
        hint = _("Hours before the appointment, such as 48, 2. Empty: no reminders.")
        self.body.addWidget(self.add("reminder_hours", _("Reminders"), self.reminders, hint))
        hint = _("Hours after an appointment was completed, such as 24. Empty: none.")
        self.body.addWidget(self.add("follow_up_hours", _("Follow-ups"), self.follow_ups, hint))

    def _heading(self, words: str) -> None:
        made = label(words, style="strong")
        if self.body.count() > 1:
            made.setContentsMargins(0, SPACE[2], 0, 0)
        self.body.addWidget(made)

    # What the section calls

    def start_edit(self, settings: MailSettings, state: str) -> None:
        """What is saved; `state` says what stands in the way of sending, if something does."""
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.begin(_("How messages are sent"), mail_form(settings))

    def form(self) -> MailForm:
        seen = self._seen
        if seen is None:
            raise RuntimeError(self.objectName())
        return MailForm(
            host=self.server.text(),
            port=self.port.text(),
            security=Security(str(self.security.value())),
            user=self.user.text(),
            password=self.password.value(),
            sender=self.address.text(),
            sender_name=self.sender_name.text(),
            reply_to=self.reply_to.text(),
            links_address=self.links.text(),
            reminder_hours=self.reminders.text(),
            follow_up_hours=self.follow_ups.text(),
            seen=seen,
        )

    def fill(self, form: MailForm) -> None:
        self._seen = form.seen
        self.security.set_value(form.security)
        for line, text in (
            (self.server, form.host),
            (self.port, form.port),
            (self.user, form.user),
            (self.address, form.sender),
            (self.sender_name, form.sender_name),
            (self.reply_to, form.reply_to),
            (self.links, form.links_address),
            (self.reminders, form.reminder_hours),
            (self.follow_ups, form.follow_up_hours),
        ):
            line.setText(text)
        self.password.show_saved(has_one=form.seen.has_password)
        self.password.set_value(form.password)
        self._show_security()

    def latest(self, form: MailForm) -> MailForm:
        del form
        return mail_form(self.context.clinic.mail.settings())

    def done_words(self, form: MailForm) -> str:
        del form
        return _("Saved: how messages are sent")

    def value_words(self, name: str, value: object) -> str:
        if isinstance(value, tuple):
            return hours_text(value) or _("nothing")
        if name == "security":
            return security_word(Security(str(value)))
        return super().value_words(name, value)

    def compared(self) -> Mapping[str, str]:
        return {**super().compared(), "has_password": _("Password")}

    # The test

    def run_test(self) -> None:
        """Try what is typed, saved or not."""
        self.show_errors({})
        form, to, mail = self.form(), self.trial.recipient.text(), self.context.clinic.mail
        self.trial.run(lambda: mail.test(form, to))

    def _test_refused(self, problem: Problem) -> None:
        self.show_errors(by_field(problem, self.field_names()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter in the row of the test sends one; Escape stops one."""
        at_test = self.trial.recipient.hasFocus()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at_test:
            if not self.trial.testing:
                self.run_test()
        elif event.key() == Qt.Key.Key_Escape and self.trial.testing:
            self.trial.stop()
        else:
            super().keyPressEvent(event)

    # Inside

    def _security_chosen(self) -> None:
        """Another way is mostly at another port."""
        if self.port.text().strip() in ("", *_PORTS.values()):
            self.port.setText(_PORTS[Security(str(self.security.value()))])
        self._show_security()

    def _show_security(self) -> None:
        self.warning.setVisible(self.security.value() == Security.NONE)


def mail_form(settings: MailSettings) -> MailForm:
    """What is saved, as it is typed."""
    return MailForm(
        host=settings.host,
        port=str(settings.port),
        security=settings.security,
        user=settings.user,
        password=None,
        sender=settings.sender,
        sender_name=settings.sender_name,
        reply_to=settings.reply_to,
        links_address=settings.links_address,
        reminder_hours=hours_text(settings.reminder_hours),
        follow_up_hours=hours_text(settings.follow_up_hours),
        seen=settings,
    )


def security_word(security: Security) -> str:
    """How the way to the server is kept from others."""
    return {Security.TLS: _("TLS"), Security.STARTTLS: _("STARTTLS"), Security.NONE: _("None")}[security]


def hours_text(hours: tuple[object, ...]) -> str:
    """Hours as people type them: 48, 2."""
    return ", ".join(str(one) for one in hours)
