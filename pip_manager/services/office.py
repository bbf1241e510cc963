"""Every group of verbs of one store, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pip_manager.models.changes import Who
from pip_manager.models.store import Store
from pip_manager.services.workplace import Done, Workplace

if TYPE_CHECKING:
    from pip_manager.services.activity import ActivityLog
    from pip_manager.services.authorities import Authorities
    from pip_manager.services.billing import Billing
    from pip_manager.services.centre import Centre
    from pip_manager.services.cover.arrangements import Arrangements
    from pip_manager.services.cover.arrangements_form import Arranging
    from pip_manager.services.cover.board import CoverBoard
    from pip_manager.services.cover.capacity import Capacity
    from pip_manager.services.cover.chains import Chains
    from pip_manager.services.cover.gaps_list import GapsList
    from pip_manager.services.cover.outlook import CoverOutlook
    from pip_manager.services.cover.release import Release
    from pip_manager.services.cover.ripple import Ripples
    from pip_manager.services.cover.timeline import Timeline
    from pip_manager.services.crediting import Crediting
    from pip_manager.services.diary import Diary
    from pip_manager.services.engagements import Engagements
    from pip_manager.services.history import History
    from pip_manager.services.invoicing import Invoicing
    from pip_manager.services.payments import Payments
    from pip_manager.services.people import People
    from pip_manager.services.rates import Rates
    from pip_manager.services.records import Records
    from pip_manager.services.search import Search
    from pip_manager.services.settings import Settings
    from pip_manager.services.statements import Statements
    from pip_manager.services.summaries import Summaries
    from pip_manager.services.today import Today
    from pip_manager.services.transfer import Transfer

__all__ = ["Done", "Office", "Store", "Who"]


class Office(Workplace):
    """The services of one store, for one person at one computer."""

    @staticmethod
    def groups() -> tuple[str, ...]:
        """Return the names of the groups of verbs, in the order they stand here."""
        made = vars(Office).items()
        return tuple(name for name, each in made if isinstance(each, cached_property))

    @cached_property
    def records(self) -> Records:
        """The verbs every noun has: read, save, remove."""
        from pip_manager.services.records import Records

        return Records(self)

    @cached_property
    def settings(self) -> Settings:
        """What the Centre has set."""
        from pip_manager.services.settings import Settings

        return Settings(self)

    @cached_property
    def billing(self) -> Billing:
        """Prices, drafts and invoices."""
        from pip_manager.services.billing import Billing

        return Billing(self)

    @cached_property
    def invoicing(self) -> Invoicing:
        """What the invoices screen shows, saves and sends."""
        from pip_manager.services.invoicing import Invoicing

        return Invoicing(self)

    @cached_property
    def crediting(self) -> Crediting:
        """Credit notes."""
        from pip_manager.services.crediting import Crediting

        return Crediting(self)

    @cached_property
    def payments(self) -> Payments:
        """Money that came in, and what is owed."""
        from pip_manager.services.payments import Payments

        return Payments(self)

    @cached_property
    def statements(self) -> Statements:
        """What each authority owes, its statement and its reminder."""
        from pip_manager.services.statements import Statements

        return Statements(self)

    @cached_property
    def today(self) -> Today:
        """What needs a decision."""
        from pip_manager.services.today import Today

        return Today(self)

    @cached_property
    def arrangements(self) -> Arrangements:
        """Secondments and cover as they are recorded."""
        from pip_manager.services.cover.arrangements import Arrangements

        return Arrangements(self)

    @cached_property
    def board(self) -> CoverBoard:
        """The board of cover: every post over time."""
        from pip_manager.services.cover.board import CoverBoard

        return CoverBoard(self)

    @cached_property
    def arranging(self) -> Arranging:
        """What the forms of secondments and cover ask and tell."""
        from pip_manager.services.cover.arrangements_form import Arranging

        return Arranging(self)

    @cached_property
    def ripples(self) -> Ripples:
        """A changed secondment or cover with all that follows from it."""
        from pip_manager.services.cover.ripple import Ripples

        return Ripples(self)

    @cached_property
    def people(self) -> People:
        """People, their roles, and posts."""
        from pip_manager.services.people import People

        return People(self)

    @cached_property
    def rates(self) -> Rates:
        """Rates over time, and what work would cost."""
        from pip_manager.services.rates import Rates

        return Rates(self)

    @cached_property
    def summaries(self) -> Summaries:
        """What was done in a period, added up."""
        from pip_manager.services.summaries import Summaries

        return Summaries(self)

    @cached_property
    def centre(self) -> Centre:
        """The sections of the settings, the store, and who works at it."""
        from pip_manager.services.centre import Centre

        return Centre(self)

    @cached_property
    def activity(self) -> ActivityLog:
        """What was done, spent and agreed to be charged."""
        from pip_manager.services.activity import ActivityLog

        return ActivityLog(self)

    @cached_property
    def engagements(self) -> Engagements:
        """Engagements, their steps and what belongs to them."""
        from pip_manager.services.engagements import Engagements

        return Engagements(self)

    @cached_property
    def authorities(self) -> Authorities:
        """Authorities: what is published of them, and what we keep."""
        from pip_manager.services.authorities import Authorities

        return Authorities(self)

    @cached_property
    def history(self) -> History:
        """What was done, and how it is taken back."""
        from pip_manager.services.history import History

        return History(self)

    @cached_property
    def diary(self) -> Diary:
        """The latest changes, to be read."""
        from pip_manager.services.diary import Diary

        return Diary(self)

    @cached_property
    def search(self) -> Search:
        """Any record by a few letters of what it is called."""
        from pip_manager.services.search import Search

        return Search(self)

    @cached_property
    def transfer(self) -> Transfer:
        """Everything in and out in the exchange format."""
        from pip_manager.services.transfer import Transfer

        return Transfer(self)

    @cached_property
    def timeline(self) -> Timeline:
        """One post over time, and what is short when."""
        from pip_manager.services.cover.timeline import Timeline

        return Timeline(self)

    @cached_property
    def release(self) -> Release:
        """Whether somebody can be released: what it would mean, and the decision."""
        from pip_manager.services.cover.release import Release

        return Release(self)

    @cached_property
    def gaps_list(self) -> GapsList:
        """Each stretch a post is short, for meetings."""
        from pip_manager.services.cover.gaps_list import GapsList

        return GapsList(self)

    @cached_property
    def chains(self) -> Chains:
        """Who covers whom behind each secondment."""
        from pip_manager.services.cover.chains import Chains

        return Chains(self)

    @cached_property
    def capacity(self) -> Capacity:
        """Each tier's FTE at home, by week."""
        from pip_manager.services.cover.capacity import Capacity

        return Capacity(self)

    @cached_property
    def outlook(self) -> CoverOutlook:
        """What is to come for cover."""
        from pip_manager.services.cover.outlook import CoverOutlook

        return CoverOutlook(self)
