"""What each language says for its amounts, units, signs and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sayings:
    """What one language says. ``units`` are (for one, for more); a fraction of one is said as "half a".

    ``short`` maps abbreviations, without their last dot, to what is said; ``signs`` single signs.
    """

    short: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    signs: Mapping[str, str]
    fractions: Mapping[str, tuple[str, str]]
    times: str
    by: str
    to: str
    up_to: str
    decimal: str
    article: tuple[str, ...]
    months: tuple[str, ...]
    hour: str
    """Between the hours and the minutes of a time, where they are written with "uur"; empty: times stay as they are."""
    parted: tuple[str, ...]
    """Words before "2/3" that make it the second of three."""
    of: str
    ordinal: re.Pattern[str] | None = None
    ordinals: tuple[str, ...] = ()
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    ratio: str = ":"
    """Between the two numbers of 1:10."""
    minus: str = "-"
    plus_minus: str = "±"
    """Before what may be added or taken away, behind an amount."""
    per: str = "/"
    whole: Mapping[str, str] = field(default_factory=dict)
    """What is short without a dot, as it is written, and what is said for it."""
    web: Mapping[str, str] = field(default_factory=dict)
    """The signs of addresses and of names of files."""
    at_time: tuple[str, ...] = ()
    """Words before a time of day, where 1:10 is no ratio."""
    days: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    """What is called by a number and a letter: in "vak 3A" no ampère is meant."""
    stages: tuple[str, ...] = ()
    """What is counted in Roman numbers."""
    counted: tuple[str, ...] = ()
    """What has a number: "dock 7/8" are two of them."""
    extreme: Mapping[str, str] = field(default_factory=dict)
    """"max." and "min." before what is measured: "max. gewicht"."""
    cents: str = ""
    """Of less than one euro or dollar."""
    halves: tuple[str, str] = ("", "")
    """The half, and the half of ``halved``."""
    halved: tuple[str, ...] = ()
    section: str = ""
    """Of a text: "sec. 3.1"."""
    on_off: tuple[str, str] = ("", "")
    """I and 0 on a switch."""
    dots: str = ""
    """What stands on an iron for how hot it is."""
    over: str = ""
    """Between the two numbers of a blood pressure."""
    day: tuple[str, str] = ("", "")
    waits: tuple[str, ...] = ()
    """Before what is waited: 30" are seconds there, and inches elsewhere."""
    waiting: tuple[str, ...] = ()
    """Behind what is waited."""
    behind_more: tuple[str, ...] = ()
    """Words behind "5 metres"; before any other, a thing, it is a "5 metre" one. Without any, both are called the same."""
    pressure: tuple[str, ...] = ()
    """Before a blood pressure."""


def _from_twenty_one() -> Iterator[str]:
    """Yield the Dutch ordinals from the 21st to the 99th."""
    ones = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
    tens = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
    for ten in tens:
        for one in ones:
            if one or ten != "twintig":
                joint = ("ën" if one.endswith("e") else "en") if one else ""
                yield f"{one}{joint}{ten}ste"


DUTCH = Sayings(
    short={
        "nr": "nummer", "nrs": "nummers", "no": "nummer", "bijv": "bijvoorbeeld", "bv": "bijvoorbeeld",
        "ca": "ongeveer", "max": "maximaal", "min": "minimaal", "dhr": "meneer", "mevr": "mevrouw", "mw": "mevrouw",
        "dr": "dokter", "evt": "eventueel", "incl": "inclusief", "excl": "exclusief", "blz": "bladzijde",
        "pag": "pagina", "art": "artikel", "afb": "afbeelding", "fig": "figuur", "st": "stuks", "resp": "respectievelijk",
        "i.p.v": "in plaats van", "m.b.v": "met behulp van", "d.w.z": "dat wil zeggen", "o.a": "onder andere",
        "a.u.b": "alstublieft", "s.v.p": "alstublieft", "enz": "enzovoort", "etc": "enzovoort", "t.o.v": "ten opzichte van",
        "z.o.z": "zie andere kant", "tel": "telefoon", "sec": "seconden", "gr": "gram",
        "stks": "stuks", "z.s.m": "zo snel mogelijk", "a.s": "aanstaande", "p": "pagina",
        "e.d": "en dergelijke", "m.n": "met name", "p.d": "per dag", "p.w": "per week", "p.p": "per persoon", "p.st": "per stuk",
        "ong": "ongeveer", "afm": "afmeting", "gew": "gewicht", "temp": "temperatuur", "hfdst": "hoofdstuk", "bijl": "bijlage",
        "vnl": "voornamelijk", "div": "diverse", "aant": "aantal", "opm": "opmerking", "ref": "referentie", "ex": "exemplaren", "fl": "flessen", "v": "van", "m": "met", "r.b": "rechtsboven", "l.b": "linksboven", "r.o": "rechtsonder", "l.o": "linksonder", "verp": "verpakking",
        "li": "links", "re": "rechts", "mt": "maat", "pr": "paar", "tst": "toestel", "exp": "houdbaar tot", "artnr": "artikelnummer",
        "art.nr": "artikelnummer", "tel.nr": "telefoonnummer", "best.nr": "bestelnummer", "volgnr": "volgnummer",
        "i.v.m": "in verband met", "t.b.v": "ten behoeve van", "n.v.t": "niet van toepassing", "m.u.v": "met uitzondering van",
        "o.l.v": "onder leiding van", "e.v": "en verder", "a.h.v": "aan de hand van", "t.g.v": "ten gevolge van", "dia": "diameter",
        "vgl": "vergelijk", "w.o": "waaronder", "b.v": "bijvoorbeeld", "t.e.m": "tot en met", "d.m.v": "door middel van",
        "o.i.d": "of iets dergelijks", "t.a.v": "ter attentie van", "i.c.m": "in combinatie met", "o.b.v": "op basis van",
        "v.a": "vanaf", "n.a.v": "naar aanleiding van", "m.i.v": "met ingang van", "i.o.m": "in overleg met", "v.d": "van de",
        "wk": "week", "pos": "positie", "art.-nr": "artikelnummer", "t.p.v": "ter plaatse van", "v.h": "van het",
        "par": "paragraaf", "hst": "hoofdstuk", "mengverh": "mengverhouding", "verh": "verhouding", "o.v.v": "onder vermelding van",
        "m.b.t": "met betrekking tot", "afd": "afdeling", "aanw": "aanwijzing", "c.q": "of", "z.g": "zogenaamd", "zgn": "zogenaamd",
        "v.o": "van onder", "v.b": "van boven", "cond": "condensatoren", "env": "enveloppen", "kmr": "kamer", "dgn": "dagen",
        "voorverw": "voorverwarmen", "houdb": "houdbaar", "uiterl": "uiterlijk", "caps": "capsules", "verd": "verdieping",
        "rd": "rood", "gn": "groen", "gl": "geel", "zw": "zwart", "bovenk": "bovenkant", "onderk": "onderkant",
    },
    units={
        "ml": ("milliliter",) * 2, "cl": ("centiliter",) * 2, "dl": ("deciliter",) * 2, "l": ("liter",) * 2, "L": ("liter",) * 2,
        "ltr": ("liter",) * 2, "dgn": ("dagen",) * 2, "env": ("envelop", "enveloppen"), "caps": ("capsule", "capsules"),
        "mg": ("milligram",) * 2, "g": ("gram",) * 2, "gr": ("gram",) * 2, "kg": ("kilo",) * 2,
        "µm": ("micrometer",) * 2, "mm": ("millimeter",) * 2, "cm": ("centimeter",) * 2, "dm": ("decimeter",) * 2,
        "m": ("meter",) * 2, "km": ("kilometer",) * 2, "m²": ("vierkante meter",) * 2, "cm²": ("vierkante centimeter",) * 2,
        "m³": ("kubieke meter",) * 2, "°C": ("graden",) * 2, "°": ("graden",) * 2, "%": ("procent",) * 2,
        "‰": ("promille",) * 2, "s": ("seconde", "seconden"), "sec": ("seconde", "seconden"), "min": ("minuut", "minuten"),
        "u": ("uur",) * 2, "km/u": ("kilometer per uur",) * 2, "km/h": ("kilometer per uur",) * 2, "stks": ("stuk", "stuks"), "V": ("volt",) * 2, "W": ("watt",) * 2, "kW": ("kilowatt",) * 2, "A": ("ampère",) * 2,
        "bar": ("bar",) * 2, "Nm": ("newtonmeter",) * 2, "N": ("newton",) * 2, "st": ("stuk", "stuks"),
        "dB": ("decibel",) * 2, "GB": ("gigabyte",) * 2, "MB": ("megabyte",) * 2, "tpm": ("toeren per minuut",) * 2,
        "mm²": ("vierkante millimeter",) * 2, "dm²": ("vierkante decimeter",) * 2, "km²": ("vierkante kilometer",) * 2,
        "mm³": ("kubieke millimeter",) * 2, "cm³": ("kubieke centimeter",) * 2, "dm³": ("kubieke decimeter",) * 2,
        "el": ("eetlepel", "eetlepels"), "tl": ("theelepel", "theelepels"), "Ω": ("ohm",) * 2, "kΩ": ("kilo-ohm",) * 2,
        "MΩ": ("mega-ohm",) * 2, "µF": ("microfarad",) * 2, "nF": ("nanofarad",) * 2, "pF": ("picofarad",) * 2,
        "mV": ("millivolt",) * 2, "kV": ("kilovolt",) * 2, "mA": ("milliampère",) * 2, "mAh": ("milliampère-uur",) * 2,
        "Ah": ("ampère-uur",) * 2, "µA": ("microampère",) * 2, "kWh": ("kilowattuur",) * 2, "Hz": ("hertz",) * 2, "kHz": ("kilohertz",) * 2,
        "MHz": ("megahertz",) * 2, "GHz": ("gigahertz",) * 2, "kPa": ("kilopascal",) * 2, "mbar": ("millibar",) * 2,
        "psi": ("p s i",) * 2, "lm": ("lumen",) * 2, "VDC": ("volt gelijkspanning",) * 2, "VAC": ("volt wisselspanning",) * 2,
        "rpm": ("toeren per minuut",) * 2, "tr/min": ("toeren per minuut",) * 2, "omw/min": ("toeren per minuut",) * 2, "pers": ("persoon", "personen"), "µl": ("microliter",) * 2, "hl": ("hectoliter",) * 2,
        "mnd": ("maand", "maanden"), "wkn": ("weken",) * 2, "jr": ("jaar",) * 2, "IE": ("eenheid", "eenheden"),
        "gtt": ("druppel", "druppels"), "dd": ("keer per dag",) * 2, "tabl": ("tablet", "tabletten"), "mmol": ("millimol",) * 2,
        "MPa": ("megapascal",) * 2, "hPa": ("hectopascal",) * 2, "Pa": ("pascal",) * 2, "min-1": ("toeren per minuut",) * 2,
        "t/min": ("toeren per minuut",) * 2, "o/min": ("toeren per minuut",) * 2, "mmHg": ("millimeter kwik",) * 2, "grs": ("gram",) * 2,
        "ex": ("exemplaar", "exemplaren"), "fl": ("fles", "flessen"),
        "°dH": ("graden Duitse hardheid",) * 2,
        "µg": ("microgram",) * 2, "ton": ("ton",) * 2, "kN": ("kilonewton",) * 2, "TB": ("terabyte",) * 2, "kB": ("kilobyte",) * 2,
    },
    signs={
        "±": "ongeveer", "~": "ongeveer", "≈": "ongeveer", "&": "en", "+": "plus", "=": "is", ">": "meer dan", "<": "minder dan",
        "≥": "minstens", "≤": "hoogstens", "Ø": "diameter", "ø": "diameter", "→": ", ", "°": "graden", "§": "paragraaf",
        "↑": "omhoog", "↓": "omlaag", "←": "links", "✓": "vinkje", "✗": "kruisje", "≠": "is niet", "∅": "diameter", "×": "keer", "@": "à",
        "Ω": "ohm",
    },
    fractions={
        "½": ("een half", "en een half"), "¼": ("een kwart", "en een kwart"), "¾": ("drie kwart", "en drie kwart"),
        "⅓": ("een derde", "en een derde"), "⅔": ("twee derde", "en twee derde"), "⅛": ("een achtste", "en een achtste"),
    },
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    hour="uur", parted=("stap", "deel", "blad", "pagina", "foto"), of="van",
    times="keer", by="bij", to="tot", up_to="tot en met", decimal=",",
    article=("artikel", "artikelnummer", "code", "nummer", "bestelnummer", "lotnummer", "serienummer"),
    ordinal=re.compile(r"\b(\d{1,3})(?:e|de|ste)\b"),
    ordinals=(
        "nulde", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende",
        "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende",
        "negentiende", "twintigste", *_from_twenty_one(), "honderdste",
    ),
    money={"€": ("euro",) * 2, "$": ("dollar",) * 2, "£": ("pond",) * 2},
    ratio="op", extreme={"max": "maximaal", "min": "minimaal"}, cents="cent", minus="min", plus_minus="plus of min", per="per",
    whole={"vpk": "verpleegkundige", "v/d": "van de", "v/h": "van het", "a/d": "aan de", "o/d": "op de", "i/d": "in de", "m/": "met", "t/m": "tot en met", "aub": "alstublieft", "svp": "alstublieft", "p/w": "per week", "p/d": "per dag", "p/st": "per stuk", "p/p": "per persoon", "j/n": "ja of nee", "J/N": "ja of nee", "S/N": "serienummer", "P/N": "onderdeelnummer"},
    web={".": "punt", "/": "slash", "-": "streepje", "_": "laag streepje", "@": "apenstaartje"},
    at_time=("om", "tot", "van", "vanaf", "voor", "na", "rond", "tegen", "sinds", "en", "is", "tijd"),
    days={"ma": "maandag", "di": "dinsdag", "wo": "woensdag", "do": "donderdag", "vr": "vrijdag", "za": "zaterdag", "zo": "zondag"},
    named=("vak", "bak", "rek", "la", "lade", "doos", "plank", "kast", "kamer", "deur", "poort", "lijn", "tafel", "nummer", "stap",
           "paragraaf", "hoofdstuk", "punt", "klasse", "kwaliteit", "sterkteklasse", "map", "blad", "gang", "hal", "plaats", "plek", "positie", "locatie", "groep", "stand", "knop", "bijlage", "blok", "zone",
           "machine", "station", "werkplek", "kantoor", "klas", "lokaal", "huisnummer", "pagina", "foto", "krat", "haak", "kant", "type", "maat", "afbeelding", "figuur", "tabel", "schema", "alinea", "schap", "sectie", "cel", "bladzijde", "route"),
    stages=("stand", "vak", "bak", "bakje", "lade", "programma", "hoofdstuk", "bijlage", "deel", "klasse", "groep", "fase", "stap", "type", "niveau", "afbeelding", "figuur",
            "module", "les", "categorie", "zone", "blok", "tabel", "graad"),
    counted=("band", "bladzijde", "bladzijden", "knop", "kraan", "route", "schap", "dock", "deur", "poort", "gang", "rij", "tafel", "lijn", "station", "kamer", "machine", "groep", "ploeg"),
    halves=("een half", "een halve"),
    halved=("liter", "milliliter", "centiliter", "deciliter", "meter", "centimeter", "millimeter", "kilometer", "kilo", "minuut",
            "seconde", "slag", "draai", "eetlepel", "theelepel", "lepel", "fles", "emmer", "zak", "rol", "tablet", "appel",
            "tomaat", "ui", "citroen", "dag", "week", "maand", "kop", "beker", "mok", "schep", "laag", "plank", "portie", "dosis",
            "pil", "ronde", "dop", "krop", "komkommer", "paprika", "tube", "kuip", "kan", "doos", "bak", "eierdoos", "maat", "cirkel"),
    parts={"5": "vijfde", "6": "zesde", "7": "zevende", "8": "achtste", "9": "negende", "10": "tiende", "12": "twaalfde",
           "16": "zestiende", "32": "tweeëndertigste", "64": "vierenzestigste"},
    section="sectie", on_off=("aan", "uit"), dots="punten", over="over", day=("dag", "dagen"), pressure=("RR", "bloeddruk", "tensie"),
    waits=("wacht", "roer", "schud", "spoel", "kook", "kneed", "weken", "laat", "trek", "klop", "meng", "mix", "verwarm", "tot"),
    waiting=("wachten", "inwerken", "intrekken", "trekken", "rusten", "weken", "koken", "spoelen", "roeren", "schudden", "ingedrukt",
             "vasthouden", "drogen", "afkoelen", "opwarmen", "garen", "bakken", "mengen", "lang"),
)  # fmt: skip
ENGLISH = Sayings(
    short={
        "no": "number", "nos": "numbers", "nr": "number", "approx": "about", "ca": "about", "max": "at most",
        "min": "at least", "mr": "mister", "mrs": "missus", "ms": "miz", "dr": "doctor", "e.g": "for example",
        "i.e": "that is", "etc": "and so on", "fig": "figure", "figs": "figures", "incl": "including", "excl": "without", "vs": "versus",
        "pcs": "pieces", "pc": "piece", "qty": "quantity", "art": "article", "p": "page", "sec": "seconds",
        "dia": "diameter", "temp": "temperature", "tel": "telephone", "ext": "extension", "ref": "reference", "pkt": "packet",
        "para": "paragraph", "vol": "volume", "pg": "page", "ht": "height", "wt": "weight", "lg": "long",
        "exp": "use by", "ch": "chapter", "dept": "department", "pp": "pages", "ea": "each", "doz": "dozen", "rm": "room", "rms": "rooms", "btm": "bottom", "bldg": "building", "p.m": "p m", "a.m": "a m",
    },
    units={
        "ml": ("millilitre", "millilitres"), "cl": ("centilitre", "centilitres"), "dl": ("decilitre", "decilitres"),
        "l": ("litre", "litres"), "L": ("litre", "litres"), "mph": ("miles an hour",) * 2,
        "km/h": ("kilometres an hour",) * 2, "mg": ("milligram", "milligrams"), "g": ("gram", "grams"), "kg": ("kilo", "kilos"),
        "µm": ("micrometre", "micrometres"), "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
        "m": ("metre", "metres"), "km": ("kilometre", "kilometres"), "inch": ("inch", "inches"), "ft": ("foot", "feet"),
        "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"), "m²": ("square metre", "square metres"),
        "°C": ("degree", "degrees"), "°F": ("degree Fahrenheit", "degrees Fahrenheit"), "°": ("degree", "degrees"),
        "mmol": ("millimole", "millimoles"), "MPa": ("megapascal", "megapascals"), "hPa": ("hectopascal", "hectopascals"),
        "Pa": ("pascal", "pascals"), "kN": ("kilonewton", "kilonewtons"), "mos": ("months",) * 2, "wks": ("weeks",) * 2, "wk": ("week", "weeks"),
        "yrs": ("years",) * 2, "yr": ("year", "years"), "ea": ("each",) * 2, "doz": ("dozen",) * 2, "gal": ("gallon", "gallons"), "qt": ("quart", "quarts"),
        "ft-lb": ("foot pound", "foot pounds"), "ft-lbs": ("foot pounds",) * 2, "ft.lb": ("foot pound", "foot pounds"),
        "ft.lbs": ("foot pounds",) * 2, "in-lb": ("inch pound", "inch pounds"), "in-lbs": ("inch pounds",) * 2,
        "rev/min": ("revolutions per minute",) * 2, "min-1": ("revolutions per minute",) * 2, "%": ("percent",) * 2,
        "s": ("second", "seconds"), "sec": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"), "V": ("volt", "volts"),
        "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"), "A": ("amp", "amps"), "bar": ("bar",) * 2,
        "Nm": ("newton metre", "newton metres"), "N": ("newton", "newtons"), "pcs": ("piece", "pieces"),
        "dB": ("decibel", "decibels"), "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"),
        "rpm": ("revolutions per minute",) * 2, "dm": ("decimetre", "decimetres"), "m³": ("cubic metre", "cubic metres"),
        "mm²": ("square millimetre", "square millimetres"), "cm²": ("square centimetre", "square centimetres"),
        "cm³": ("cubic centimetre", "cubic centimetres"), "tsp": ("teaspoon", "teaspoons"), "tbsp": ("tablespoon", "tablespoons"),
        "lbs": ("pound", "pounds"), "hrs": ("hour", "hours"), "hr": ("hour", "hours"), "mins": ("minute", "minutes"),
        "Ω": ("ohm", "ohms"), "kΩ": ("kilo-ohm", "kilo-ohms"), "MΩ": ("mega-ohm", "mega-ohms"), "µF": ("microfarad", "microfarads"),
        "nF": ("nanofarad", "nanofarads"), "pF": ("picofarad", "picofarads"), "mV": ("millivolt", "millivolts"),
        "kV": ("kilovolt", "kilovolts"), "mA": ("milliamp", "milliamps"), "mAh": ("milliamp-hour", "milliamp-hours"),
        "Ah": ("amp-hour", "amp-hours"), "µA": ("microamp", "microamps"), "kWh": ("kilowatt-hour", "kilowatt-hours"), "Hz": ("hertz",) * 2, "kHz": ("kilohertz",) * 2,
        "MHz": ("megahertz",) * 2, "GHz": ("gigahertz",) * 2, "kPa": ("kilopascal", "kilopascals"), "mbar": ("millibar", "millibars"),
        "psi": ("p s i",) * 2, "VDC": ("volt D C", "volts D C"), "VAC": ("volt A C", "volts A C"), "µl": ("microlitre", "microlitres"),
        "‰": ("per mille",) * 2, "µg": ("microgram", "micrograms"), "mmHg": ("millimetres of mercury",) * 2, "secs": ("second", "seconds"),
        "gsm": ("gram per square metre", "grams per square metre"), "fl oz": ("fluid ounce", "fluid ounces"), "IU": ("unit", "units"),
        "fl. oz": ("fluid ounce", "fluid ounces"),
    },
    signs={
        "±": "about", "~": "about", "≈": "about", "&": "and", "+": "plus", "=": "is", ">": "more than", "<": "less than",
        "≥": "at least", "≤": "at most", "Ø": "diameter", "ø": "diameter", "→": ", ", "°": "degrees", "§": "section",
        "↑": "up", "↓": "down", "←": "left", "✓": "tick", "✗": "cross", "≠": "is not", "∅": "diameter", "×": "times", "@": "at", "Ω": "ohm",
    },
    fractions={
        "½": ("half a", "and a half"), "¼": ("a quarter", "and a quarter"), "¾": ("three quarters", "and three quarters"),
        "⅓": ("a third", "and a third"), "⅔": ("two thirds", "and two thirds"), "⅛": ("an eighth", "and an eighth"),
    },
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    hour="", parted=("step", "part", "page", "sheet", "photo"), of="of",
    times="times", by="by", to="to", up_to="to", decimal=".",
    article=("article", "part", "code", "number", "item", "lot", "serial"),
    money={"€": ("euro", "euros"), "$": ("dollar", "dollars"), "£": ("pound", "pounds")},
    ratio="to", extreme={"max": "maximum", "min": "minimum"}, cents="cents", minus="minus", plus_minus="plus or minus", per="per",
    whole={
        "w/o": "without", "w/": "with", "b/w": "between", "y/n": "yes or no", "Y/N": "yes or no", "CW": "clockwise",
        "CCW": "counterclockwise", "S/N": "serial number", "P/N": "part number", "ppl": "people", "3rds": "thirds", "w/in": "within", "btm": "bottom"
    },
    web={".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at"},
    at_time=("at", "until", "till", "by", "from", "before", "after", "around", "since", "to", "and", "time"),
    days={
        "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday", "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
    },
    named=("tray", "bin", "box", "shelf", "drawer", "rack", "slot", "row", "step", "room", "door", "port", "line", "table", "number",
           "paragraph", "section", "chapter", "grade", "class", "page", "aisle", "cabinet", "position", "location", "group", "sheet", "photo", "station", "bench", "zone", "block", "hall",
           "crate", "hook", "place", "folder", "appendix", "figure", "figures", "unit", "well", "route"),
    stages=("compartment", "drawer", "program", "programme", "chapter", "appendix", "class", "phase", "type", "grade", "level", "stage", "step", "part", "section", "figure",
            "module", "category", "table", "zone"),
    counted=("pages", "route", "knob", "belt", "dock", "door", "gate", "aisle", "row", "table", "line", "station", "room", "machine", "group"),
    parts={"5": "fifths", "6": "sixths", "7": "sevenths", "8": "eighths", "9": "ninths", "10": "tenths", "12": "twelfths",
           "16": "sixteenths", "32": "thirty-seconds", "64": "sixty-fourths"},
    section="section", on_off=("on", "off"), dots="dots", over="over", day=("day", "days"), pressure=("BP", "blood pressure"),
    behind_more=(
        "of", "from", "to", "and", "or", "at", "in", "on", "for", "off", "with", "by", "per", "apart", "away", "wide", "long", "deep",
        "high", "thick", "tall", "above", "below", "between", "before", "after", "into", "onto", "inside", "outside", "behind", "is",
        "are", "was", "then", "than", "if", "when", "where", "while", "until", "but", "not", "the", "each", "every", "more", "less",
        "out", "over", "under", "past", "up", "down", "left", "right", "across", "around", "along", "only", "must", "should", "may",
        "can", "will", "plus", "minus", "times", "gives", "means", "here", "there", "max", "min", "approx", "without", "using", "as",
        "forward", "back", "further", "closer", "clear", "free", "directly", "again", "at", "via", "through", "within", "near",
    ),
    waits=("wait", "stir", "shake", "rinse", "soak", "steep", "boil", "pause", "blanch", "simmer", "whisk", "hold for", "press for"),
)  # fmt: skip
GERMAN = Sayings(
    short={
        "nr": "Nummer", "z.b": "zum Beispiel", "bspw": "beispielsweise", "ca": "ungefähr", "max": "höchstens",
        "min": "mindestens", "hr": "Herr", "fr": "Frau", "dr": "Doktor", "usw": "und so weiter", "etc": "und so weiter",
        "bzw": "beziehungsweise", "inkl": "einschließlich", "exkl": "ohne", "d.h": "das heißt", "evtl": "eventuell",
        "abb": "Abbildung", "art": "Artikel", "s": "Seite", "st": "Stück", "stk": "Stück", "sek": "Sekunden",
        "u.a": "unter anderem", "ggf": "gegebenenfalls", "o.ä": "oder ähnliches", "u.ä": "und ähnliches", "vgl": "vergleiche",
        "ausschl": "ausschließlich", "einschl": "einschließlich", "temp": "Temperatur", "tel": "Telefon", "v.a": "vor allem",
        "art.-nr": "Artikelnummer", "artikel-nr": "Artikelnummer", "best.-nr": "Bestellnummer", "li": "links", "re": "rechts",
    },
    units={
        "ml": ("Milliliter",) * 2, "cl": ("Zentiliter",) * 2, "dl": ("Deziliter",) * 2, "l": ("Liter",) * 2, "L": ("Liter",) * 2, "km/h": ("Kilometer pro Stunde",) * 2,
        "mg": ("Milligramm",) * 2, "g": ("Gramm",) * 2, "kg": ("Kilo",) * 2, "µm": ("Mikrometer",) * 2,
        "mm": ("Millimeter",) * 2, "cm": ("Zentimeter",) * 2, "m": ("Meter",) * 2, "km": ("Kilometer",) * 2,
        "m²": ("Quadratmeter",) * 2, "°C": ("Grad",) * 2, "°": ("Grad",) * 2, "%": ("Prozent",) * 2,
        "s": ("Sekunde", "Sekunden"), "Min": ("Minute", "Minuten"), "Sek": ("Sekunde", "Sekunden"), "h": ("Stunde", "Stunden"), "V": ("Volt",) * 2, "W": ("Watt",) * 2,
        "kW": ("Kilowatt",) * 2, "A": ("Ampere",) * 2, "bar": ("Bar",) * 2, "Nm": ("Newtonmeter",) * 2,
        "N": ("Newton",) * 2, "st": ("Stück",) * 2, "GB": ("Gigabyte",) * 2, "MB": ("Megabyte",) * 2,
        "Stk": ("Stück",) * 2, "min": ("Minute", "Minuten"), "dm": ("Dezimeter",) * 2, "m³": ("Kubikmeter",) * 2,
        "mm²": ("Quadratmillimeter",) * 2, "cm²": ("Quadratzentimeter",) * 2, "cm³": ("Kubikzentimeter",) * 2, "EL": ("Esslöffel",) * 2,
        "TL": ("Teelöffel",) * 2, "Ω": ("Ohm",) * 2, "kΩ": ("Kiloohm",) * 2, "MΩ": ("Megaohm",) * 2, "µF": ("Mikrofarad",) * 2,
        "nF": ("Nanofarad",) * 2, "mV": ("Millivolt",) * 2, "mA": ("Milliampere",) * 2, "mAh": ("Milliamperestunden",) * 2,
        "Ah": ("Amperestunden",) * 2, "kWh": ("Kilowattstunden",) * 2, "Hz": ("Hertz",) * 2, "kHz": ("Kilohertz",) * 2,
        "MHz": ("Megahertz",) * 2, "GHz": ("Gigahertz",) * 2, "kPa": ("Kilopascal",) * 2, "mbar": ("Millibar",) * 2,
        "U/min": ("Umdrehungen pro Minute",) * 2, "µl": ("Mikroliter",) * 2, "‰": ("Promille",) * 2, "Zoll": ("Zoll",) * 2, "mmHg": ("Millimeter Quecksilber",) * 2, "IE": ("Einheit", "Einheiten"),
    },
    signs={
        "±": "ungefähr", "~": "ungefähr", "≈": "ungefähr", "&": "und", "+": "plus", "=": "ist", ">": "mehr als", "<": "weniger als",
        "≥": "mindestens", "≤": "höchstens", "Ø": "Durchmesser", "ø": "Durchmesser", "→": ", ", "°": "Grad", "§": "Paragraf",
        "↑": "nach oben", "↓": "nach unten", "←": "links", "✓": "Häkchen", "✗": "Kreuz", "≠": "ist nicht", "∅": "Durchmesser",
        "×": "mal", "Ω": "Ohm",
    },
    fractions={
        "½": ("ein halb", "einhalb"), "¼": ("ein Viertel", "ein Viertel"), "¾": ("drei Viertel", "drei Viertel"),
        "⅓": ("ein Drittel", "ein Drittel"), "⅔": ("zwei Drittel", "zwei Drittel"), "⅛": ("ein Achtel", "ein Achtel"),
    },
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    hour="Uhr", parted=("Schritt", "Teil", "Seite", "Blatt", "Foto"), of="von",
    times="mal", by="mal", to="bis", up_to="bis", decimal=",",
    article=("Artikel", "Artikelnummer", "Code", "Nummer", "Bestellnummer", "Seriennummer"),
    money={"€": ("Euro",) * 2, "$": ("Dollar",) * 2, "£": ("Pfund",) * 2},
    ratio="zu", extreme={"max": "maximal", "min": "minimal"}, cents="Cent", minus="minus", plus_minus="plus minus", per="pro", whole={"S/N": "Seriennummer"},
    halves=("ein halb", "einen halben"),
    halved=("Liter", "Milliliter", "Meter", "Zentimeter", "Esslöffel", "Teelöffel", "Löffel", "Apfel", "Becher", "Eimer", "Sack"),
    web={".": "Punkt", "/": "Schrägstrich", "-": "Strich", "_": "Unterstrich", "@": "ät"},
    at_time=("um", "bis", "von", "ab", "vor", "nach", "gegen", "seit", "und", "ist"),
    days={
        "mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag", "sa": "Samstag", "so": "Sonntag",
    },
    named=("Fach", "Kiste", "Regal", "Schublade", "Schrank", "Raum", "Tür", "Linie", "Tisch", "Nummer", "Schritt", "Seite", "Halle",
           "Platz", "Position", "Gruppe", "Blatt", "Foto", "Station", "Box", "Zone", "Größe", "Abbildung", "Abschnitt"),
    stages=("Kapitel", "Anhang", "Teil", "Klasse", "Gruppe", "Phase", "Schritt", "Typ", "Stufe", "Abbildung", "Modul"),
    section="Abschnitt", on_off=("ein", "aus"), dots="Punkte", over="zu", day=("Tag", "Tage"), pressure=("RR", "Blutdruck"),
    waits=("warte", "warten", "rühre", "schüttle", "spüle", "koche", "knete", "lasse"), waiting=("warten", "einwirken", "ziehen", "ruhen", "lang"),
    parts={"5": "Fünftel", "6": "Sechstel", "8": "Achtel", "10": "Zehntel", "16": "Sechzehntel"},
)  # fmt: skip
SAYINGS: Mapping[str, Sayings] = {"nl": DUTCH, "en": ENGLISH, "de": GERMAN}
