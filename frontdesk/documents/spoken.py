"""The fixed words of a confirmation in the languages that messages are delivered in."""

from types import MappingProxyType
from typing import Final

from frontdesk.documents.words import ENGLISH, Words
from frontdesk.rules.words import Modality

_WORDS: Final = {
    "en": ENGLISH,
    "de": Words(
        confirmation="Terminbestätigung",
        consumer="Für",
        service="Leistung",
        dose="Dosis {number} von {total}",
        clinician="Bei",
        place="Wo",
        phone="Telefon",
        bring="Bitte mitbringen",
        show="Bitte am Empfang zeigen",
        change="Zum Ändern oder Absagen rufen Sie {phone} an und nennen Sie den Code {code}.",
        change_without_phone="Zum Ändern oder Absagen nennen Sie der Klinik den Code {code}.",
        zone="Zeit in {place} (UTC{offset})",
        remote=MappingProxyType(
            {Modality.PHONE: "Telefonisch: wir rufen Sie an", Modality.VIDEO: "Per Video"},
        ),
    ),
    "pt": Words(
        confirmation="Confirmação da marcação",
        consumer="Para",
        service="Serviço",
        dose="Dose {number} de {total}",
        clinician="Com",
        place="Onde",
        phone="Telefone",
        bring="Por favor traga",
        show="Mostre isto na receção",
        change="Para alterar ou cancelar, ligue para {phone} e indique o código {code}.",
        change_without_phone="Para alterar ou cancelar, indique à clínica o código {code}.",
        zone="Hora de {place} (UTC{offset})",
        remote=MappingProxyType({Modality.PHONE: "Por telefone: ligamos-lhe", Modality.VIDEO: "Por vídeo"}),
    ),
    "es": Words(
        confirmation="Confirmación de la cita",
        consumer="Para",
        service="Servicio",
        dose="Dosis {number} de {total}",
        clinician="Con",
        place="Dónde",
        phone="Teléfono",
        bring="Por favor traiga",
        show="Muestre esto en recepción",
        change="Para cambiarla o cancelarla, llame al {phone} y diga el código {code}.",
        change_without_phone="Para cambiarla o cancelarla, diga a la clínica el código {code}.",
        zone="Hora de {place} (UTC{offset})",
        remote=MappingProxyType({Modality.PHONE: "Por teléfono: le llamamos", Modality.VIDEO: "Por vídeo"}),
    ),
    "fr": Words(
        confirmation="Confirmation de rendez-vous",
        consumer="Pour",
        service="Service",
        dose="Dose {number} sur {total}",
        clinician="Avec",
        place="Où",
        phone="Téléphone",
        bring="Merci d’apporter",
        show="À montrer à l’accueil",
        change="Pour modifier ou annuler, appelez le {phone} et donnez le code {code}.",
        change_without_phone="Pour modifier ou annuler, donnez à la clinique le code {code}.",
        zone="{place}, heure locale (UTC{offset})",
        remote=MappingProxyType({Modality.PHONE: "Par téléphone : nous vous appelons", Modality.VIDEO: "Par vidéo"}),
    ),
}


def spoken(language: str) -> str:
    """The language of these words that serves for a tag such as `pt-BR`; English for what is not here."""
    base = language.replace("_", "-").partition("-")[0].lower()
    return base if base in _WORDS else "en"


def words_of(language: str) -> Words:
    """The words of that language, or English."""
    return _WORDS[spoken(language)]
