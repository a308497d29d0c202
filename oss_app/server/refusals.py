"""The sentence for each reason why the server does not take what a station sends, and what to do."""

from __future__ import annotations

from oss_app.i18n import Translator
from oss_app.server.messages import Refusal


def sentence(why: Refusal, tr: Translator) -> tuple[str, str]:
    """One sentence for the coach, and what to do."""
    match why:
        case Refusal.COPIED:
            return (
                tr("This station is a copy of another one, or was put back from a backup: the server refuses it."),
                tr("Make it a station of its own: oss-app server anew"),
            )
        case Refusal.KEY:
            return (
                tr("The server knows this station with another key."),
                tr("Make it a station of its own: oss-app server anew"),
            )
        case Refusal.NEWER:
            return (
                tr("The server's tables are older than this program."),
                tr("Ask who looks after the server to run: oss-app server init"),
            )
        case Refusal.MALFORMED:
            return (
                tr("The server does not understand what this station sends."),
                tr("Install the same version of OSS App everywhere, and tell the makers of the program."),
            )
        case Refusal.NO_DRIVER:
            return (
                tr("The part that talks to the server is not installed."),
                tr("On Linux install the system's libpq5; without a package: pip install 'oss-app[server]'"),
            )
        case Refusal.UNSAFE:
            return (
                tr("The line to the server is not safe or not complete."),
                tr("Write postgresql://role:password@server/database. Over a network sslmode is verify-full."),
            )
        case Refusal.LOGIN:
            return (
                tr("The server does not let this station in."),
                tr("Look at the role and the password in the line, or run: oss-app server init"),
            )
        case Refusal.NO_TABLES:
            return (
                tr("Nobody has prepared this database for OSS App."),
                tr("Ask who looks after the server to run: oss-app server init"),
            )
