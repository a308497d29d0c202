"""Why the rule of the help levels answers as it does, in words and numbers for a coach."""

from __future__ import annotations

from oss_app.core.support import RULE, Because, Why
from oss_app.i18n import Translator


def reason(because: Because, tr: Translator) -> str:
    """One plain sentence."""
    kits = tr.many("{n} kit without help", "{n} kits without help", because.kits)
    days = tr.many("on {n} day", "on {n} days", because.days)
    match because.why:
        case Why.OFF:
            return tr("Less help is not proposed in this task.")
        case Why.TRIES:
            return tr("In one kit {n} tries did not succeed: help is back.", n=because.tries)
        case Why.ERRORS:
            return tr(
                "In {n} of the last {of} kits a try did not succeed: help is back.", n=because.kits, of=because.of
            )
        case Why.AWAY:
            return tr("{n} days away: the first kit has one level more.", n=because.days)
        case Why.MOST:
            return tr("There is no more help than this.")
        case Why.CLEAN:
            return tr("{kits}, {days}.", kits=kits, days=days)
        case Why.NOT_YET:
            return tr(
                "{kits}, {days}. It takes {n} kits on {m} days.",
                kits=kits,
                days=days,
                n=RULE.clean_kits,
                m=RULE.clean_days,
            )
        case Why.LEAST:
            return tr("There is no less help than this.")
        case Why.CHANGED_TODAY:
            return tr("The help was changed today. One change a day is enough.")
        case Why.SAID_NO:
            return _again(tr("The worker said no."), because, tr)
        case Why.NOT_NOW:
            return _again(tr("You said: not now."), because, tr)
        case Why.SAID_LATER:
            return tr("The worker said: later. It is asked again tomorrow.")


def _again(said: str, because: Because, tr: Translator) -> str:
    again = tr.many("It may be asked again in {n} day.", "It may be asked again in {n} days.", because.days)
    return f"{said} {again}"
