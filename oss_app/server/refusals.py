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


def unreached(detail: str, tr: Translator) -> tuple[str, str]:
    """One sentence for who looks after the server, and what to do; ``detail`` is the driver's own words, in English."""
    said = detail.casefold()
    if "does not match host name" in said:
        return (
            tr("The server's certificate is of another name than the line has."),
            tr("Write the name that is in the certificate, and not a number or a short name."),
        )
    if "root certificate file" in said:
        return tr("No authority's certificate lies where the line says."), tr("Look at sslrootcert in the line.")
    if "certificate verify failed" in said:
        return (  # the driver does not say which of the two
            tr("The server's certificate has expired, or nobody whom this PC knows vouches for it."),
            tr("Give the server a new one; for an authority of your own: ?sslrootcert=/etc/ssl/our-ca.pem"),
        )
    if "does not support ssl" in said:
        return tr("The server speaks without TLS only."), tr("Set ssl = on in postgresql.conf on the server.")
    if any(words in said for words in ("translate host name", "resolve host", "name or service not known")):
        return tr("No computer of this name is known here."), tr("Look at the server's name in the line.")
    if "connection refused" in said:
        return (
            tr("The computer is there, and no PostgreSQL answers at this port."),
            tr("Look at the port, and at listen_addresses on the server."),
        )
    if "timeout" in said or "timed out" in said or "no route" in said or "unreachable" in said:
        return tr("The server does not answer."), tr("Look at its name, at the network and at the firewall.")
    if "no pg_hba.conf entry" in said:
        return (
            tr("The server lets nobody in from this PC."),
            tr("Add a hostssl line for it to pg_hba.conf on the server, and reload."),
        )
    if "database" in said and "does not exist" in said:
        return tr("There is no database of this name on the server."), tr("Make it: createdb oss")
    return (
        tr("The server is not reached."),
        tr("Look at its name and port, at the firewall, and at pg_hba.conf on the server."),
    )
