"""Names, languages and telephone numbers of the many countries a clinic's consumers come from."""

import unicodedata
from random import Random
from typing import NamedTuple

_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "ı": "i", "œ": "oe"}
)


class Culture(NamedTuple):
    """Names as people of one origin write them; a name written `native=latin` also says how it is spelled in Latin."""

    language: str
    country: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    phones: tuple[str, ...]
    """Patterns of valid mobile numbers in E.164: `#` is any digit, `N` any from 2 to 9."""
    double: float = 0.0
    """How many of them bear two surnames."""


def _culture(
    language: str, country: str, women: str, men: str, surnames: str, *phones: str, double: float = 0.0
) -> Culture:
    def split(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(","))

    return Culture(language, country, split(women), split(men), split(surnames), phones, double)


PORTUGUESE = _culture(
    "pt", "PT",
    "Maria, Ana, Beatriz, Inês, Leonor, Matilde, Conceição, Luísa, Graça, Sofia, Catarina, Joana, Rita, Íris, Carolina",
    "João, José, António, Rui, Tiago, Luís, Duarte, Gonçalo, Miguel, Tomás, Nuno, Vasco, André, Sérgio, Hugo",
    "Silva, Santos, Ferreira, Pereira, Oliveira, Costa, Rodrigues, Martins, Sousa, Gonçalves, Fernandes, Lopes, "
    "Almeida, Ribeiro, Pinto, Carvalho, Teixeira, Moreira, Correia, Mendes, Nunes, Vieira, Monteiro, Araújo",
    "+35191#######", "+35196#######", "+35193#######", "+35192#######", double=0.3,
)  # fmt: skip
BRAZILIAN = _culture(
    "pt", "BR",
    "Juliana, Camila, Letícia, Larissa, Fernanda, Aline, Débora, Thaís",
    "Rafael, Thiago, Felipe, Gustavo, Leandro, Caio, Vinícius, Márcio",
    "de Souza, Barbosa, da Cruz, Nascimento, Araújo, Cavalcanti, Assunção, Rocha, Lima, Batista",
    "+5511987######", "+5521976######", double=0.15,
)  # fmt: skip
SPANISH = _culture(
    "es", "ES",
    "Lucía, Carmen, Pilar, Nuria, Begoña, Inmaculada, Ángela, Marta",
    "José, Ángel, Iñaki, Álvaro, Jesús, Andrés, Óscar, Pau",
    "García, Núñez, Muñoz, Jiménez, Ibáñez, Etxeberria, de la Cruz, Ramírez, Peña, Domènech, del Río, Ybarra",
    "+34612######", "+34655######", double=0.6,
)  # fmt: skip
LATIN_AMERICAN = _culture(
    "es", "US",
    "Guadalupe, Ximena, Valentina, Rosa, Marisol, Yesenia, Daniela, Esperanza",
    "Jorge, Héctor, José, Luis, Ramón, Joaquín, César, Raúl",
    "Hernández, Martínez, de la Cruz, Peña, Ortiz, Vázquez, Zúñiga, Castañeda, Delgado, Mejía, de León, Treviño",
    "+1773N######", "+1872N######", double=0.2,
)  # fmt: skip
AMERICAN = _culture(
    "en", "US",
    "Emily, Ashley, Grace, Olivia, Hannah, Denise, Latoya, Madison, Keisha, Dorothy, Ruth, Abigail",
    "James, Michael, Tyrone, Ethan, Walter, DeShawn, Caleb, Andre, Logan, Marcus, Harold, Noah",
    "Johnson, Williams, Brown, Jackson, Washington, Miller, Davis, Thompson, Anderson, Walker, Carter, Reed, "
    "McAllister, Van Dyke, Schneider, Bennett, Freeman, Coleman, Brooks, Fitzgerald",
    "+1312N######", "+1773N######", "+1847N######", "+1630N######",
)  # fmt: skip
BRITISH = _culture(
    "en", "GB",
    "Charlotte, Imogen, Siân, Eilidh, Harriet, Zoë, Chloë, Rhiannon",
    "Oliver, Alasdair, Rhys, Hamish, Nigel, Graham, Callum, Euan",
    "Smith, Hughes, MacDonald, Llewellyn, Taylor-Jones, Clarke, Whitaker, St John, Ap Rhys, Campbell",
    "+447400######", "+447401######",
)  # fmt: skip
IRISH = _culture(
    "en", "IE",
    "Aoife, Siobhán, Niamh, Róisín, Caoimhe, Gráinne",
    "Seán, Pádraig, Cillian, Eoin, Tadhg, Conor",
    "O'Brien, Ó Súilleabháin, Murphy, O'Connor, Byrne, Mac Cárthaigh, Walsh, O'Neill",
    "+35386#######", "+35387#######",
)  # fmt: skip
FRENCH = _culture(
    "fr", "FR",
    "Zoé, Amélie, Françoise, Hélène, Chloé, Noémie, Maëlle, Inès",
    "Étienne, François, Loïc, Théo, Benoît, Jérôme, Noël, Cédric",
    "Lefèvre, Dubois, d'Aubigné, Le Goff, Béranger, Hélary, Moreau, L'Hermitte, Garçon, de Villiers",
    "+33612######", "+33661######",
)  # fmt: skip
GERMAN = _culture(
    "de", "DE",
    "Jördis, Käthe, Ulrike, Anneliese, Heike, Mia",
    "Jürgen, Günther, Björn, Matthias, Jörg, Lukas",
    "Müller, Weiß, Schröder, Groß, von der Heide, Köhler, Jäger, Strauß, zu Dohna, Böhm",
    "+4915112######", "+4916012#####",
)  # fmt: skip
NORDIC = _culture(
    "da", "DK",
    "Astrid, Åsa, Solveig, Freja, Märta, Ingeborg, Þóra=Thora",
    "Søren, Øyvind, Håkon, Jørgen, Åke, Björk, Leif",
    "Sørensen, Ødegård, Åkesson, Nygård, Lindström, Bjørnson, Kjær, Hägglund, Guðmundsson=Gudmundsson",
    "+4520######", "+4526######",
)  # fmt: skip
POLISH = _culture(
    "pl", "PL",
    "Małgorzata, Agnieszka, Zofia, Bożena, Łucja, Żaneta, Kasia, Jadwiga",
    "Łukasz, Michał, Paweł, Krzysztof, Stanisław, Grzegorz, Wojciech, Jędrzej",
    "Zieliński, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Szczęsny, Dąbrowski, Łapiński, Woźniak, Król",
    "+48601######", "+48512######",
)  # fmt: skip
ITALIAN = _culture(
    "it", "IT",
    "Chiara, Giulia, Ludovica, Ilaria, Niccolina, Letizia",
    "Niccolò, Matteo, Giosuè, Lorenzo, Salvatore, Alessio",
    "Rossi, D'Angelo, Esposito, De Luca, Lo Bianco, Dell'Orto, Ferrari, Nicolò, Di Stefano",
    "+39347#######", "+39328#######",
)  # fmt: skip
UKRAINIAN = _culture(
    "uk", "UA",
    "Оксана=Oksana, Юлія=Yuliia, Олена=Olena, Наталія=Nataliia, Ірина=Iryna, Ганна=Hanna",
    "Тарас=Taras, Олександр=Oleksandr, Богдан=Bohdan, Юрій=Yurii, Андрій=Andrii, Микола=Mykola",
    "Шевченко=Shevchenko, Коваленко=Kovalenko, Бондар=Bondar, Ткачук=Tkachuk, Лисенко=Lysenko, Гриценко=Hrytsenko",
    "+38050#######", "+38067#######",
)  # fmt: skip
RUSSIAN = _culture(
    "ru", "RU",
    "Ольга=Olga, Наталья=Natalya, Татьяна=Tatyana, Екатерина=Yekaterina, Светлана=Svetlana, Алёна=Alyona",
    "Сергей=Sergey, Дмитрий=Dmitry, Алексей=Aleksey, Пётр=Pyotr, Игорь=Igor, Фёдор=Fyodor",
    "Черных=Chernykh, Седых=Sedykh, Гуревич=Gurevich, Мороз=Moroz, Юденич=Yudenich, Щербак=Shcherbak",
    "+7916#######", "+7903#######",
)  # fmt: skip
CHINESE = _culture(
    "zh", "CN",
    "芳=Fang, 秀英=Xiuying, 娜=Na, 静=Jing, 丽=Li, 雪=Xue",
    "伟=Wei, 强=Qiang, 磊=Lei, 军=Jun, 洋=Yang, 建国=Jianguo",
    "李=Li, 王=Wang, 张=Zhang, 刘=Liu, 陈=Chen, 杨=Yang, 赵=Zhao, 黄=Huang, 周=Zhou, 吴=Wu",
    "+86138########", "+86139########",
)  # fmt: skip
VIETNAMESE = _culture(
    "vi", "VN",
    "Thị Hoa, Thị Lan, Ngọc Ánh, Thu Hằng, Mỹ Duyên, Bích Phượng",
    "Văn Đức, Minh Quân, Quốc Việt, Hữu Phước, Anh Tuấn, Đình Khôi",
    "Nguyễn, Trần, Lê, Phạm, Huỳnh, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương",
    "+84912######", "+84987######",
)  # fmt: skip
ARABIC = _culture(
    "ar", "EG",
    "فاطمة=Fatima, ليلى=Layla, نور=Nour, مريم=Maryam, زينب=Zaynab, هدى=Huda",
    "محمد=Mohammed, أحمد=Ahmed, يوسف=Youssef, خالد=Khalid, عمر=Omar, حسن=Hassan",
    "الأحمد=Al-Ahmad, حداد=Haddad, المصري=Al-Masri, خليل=Khalil, منصور=Mansour, العلي=Al-Ali, نجار=Najjar",
    "+2010########", "+2012########",
)  # fmt: skip
INDIAN = _culture(
    "en", "IN",
    "Priya, Anjali, Lakshmi, Sunita, आशा=Asha, Kavya",
    "Arjun, Ravi, Vikram, Suresh, विजय=Vijay, Sanjay",
    "Patel, Sharma, Iyer, Krishnamurthy, Singh, Chatterjee, Reddy, शर्मा=Sharma, Gupta, Nair",
    "+919845######", "+919820######",
)  # fmt: skip
WEST_AFRICAN = _culture(
    "pt", "PT",
    "Aminata, Ngozi, Fatou, Abena, Chiamaka, Mariama",
    "Kwame, Chukwuemeka, Mamadou, Ousmane, Kofi, Babatunde",
    "Diallo, Okonkwo, N'Diaye, Mensah, Traoré, Évora, Adeyemi, Tavares, Semedo, N'Guessan",
    "+35191#######", "+35193#######",
)  # fmt: skip

LISBON = (
    (PORTUGUESE, 50), (BRAZILIAN, 9), (UKRAINIAN, 4), (CHINESE, 4), (WEST_AFRICAN, 6), (SPANISH, 4), (FRENCH, 4),
    (GERMAN, 3), (BRITISH, 3), (INDIAN, 4), (POLISH, 2), (ITALIAN, 2), (NORDIC, 2), (RUSSIAN, 1), (ARABIC, 1),
    (VIETNAMESE, 1),
)  # fmt: skip
CHICAGO = (
    (AMERICAN, 46), (LATIN_AMERICAN, 18), (POLISH, 9), (IRISH, 6), (INDIAN, 5), (CHINESE, 4), (VIETNAMESE, 3),
    (ARABIC, 3), (NORDIC, 2), (WEST_AFRICAN, 2), (RUSSIAN, 1), (ITALIAN, 1),
)  # fmt: skip

KNOWN = (
    ("Maria", "Silva", PORTUGUESE), ("Łukasz", "Zieliński", POLISH), ("Thị Hoa", "Nguyễn", VIETNAMESE),
    ("Ольга=Olga", "Иванова=Ivanova", RUSSIAN), ("伟=Wei", "李=Li", CHINESE),
    ("محمد=Mohammed", "الأحمد=Al-Ahmad", ARABIC),
    ("Siobhán", "O'Brien", IRISH), ("José", "de la Cruz", LATIN_AMERICAN), ("Søren", "Kjær", NORDIC),
    ("João", "Silva", PORTUGUESE),
)  # fmt: skip
"""Those every demo clinic has, whatever its size."""


def native(name: str) -> str:
    """The name as its bearer writes it."""
    return name.partition("=")[0]


def latin(name: str) -> str:
    """The name in plain ASCII letters, as a user ID is made of it."""
    spelled = name.partition("=")[2] or name
    stripped = unicodedata.normalize("NFKD", spelled.translate(_PLAIN))
    return "".join(letter for letter in stripped if letter.isascii() and (letter.isalnum() or letter == " "))


def phone(rng: Random, culture: Culture) -> str:
    """A valid mobile number in E.164."""
    digits = {"#": "0123456789", "N": "23456789"}
    return "".join(rng.choice(digits.get(sign, sign)) for sign in rng.choice(culture.phones))
