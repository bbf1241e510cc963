from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThreadPool

from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.jobs import Job, Latest
from pip_manager.ui.kit.progress import Progress


def test_what_the_work_returns_arrives_on_the_thread_of_the_window(qtbot):
    threads = []
    job = Job(lambda _job: threading.get_ident())
    job.succeeded.connect(
        lambda worker: threads.extend([worker, threading.get_ident()])
    )
    with qtbot.waitSignal(job.ended):
        job.start()
    worker, receiver = threads
    assert worker != receiver
    assert receiver == threading.get_ident()


def test_progress_is_told_step_by_step(qtbot):
    steps = []

    def work(job):
        for done in range(1, 4):
            job.report(done, 3)

    job = Job(work)
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.succeeded):
        job.start()
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_an_error_is_handed_over_whole(qtbot):
    def work(_job):
        raise ValueError("no ink")

    job = Job(work)
    with qtbot.waitSignal(job.failed) as blocker:
        job.start()
    assert isinstance(blocker.args[0], ValueError)


def test_cancelling_stops_at_the_next_report(qtbot):
    began, go = threading.Event(), threading.Event()

    def work(job):
        began.set()
        go.wait(5)
        job.report(1, 2)
        raise AssertionError("went on")

    job = Job(work)
    with qtbot.waitSignal(job.cancelled):
        job.start()
        assert began.wait(5)
        job.cancel()
        go.set()


def test_a_job_cancelled_before_its_turn_never_runs(qtbot):
    go, ran = threading.Event(), []
    first = Job(lambda _job: go.wait(5))
    second = Job(lambda _job: ran.append(1))
    first.start()
    with qtbot.waitSignal(second.cancelled):
        second.start()
        second.cancel()
        go.set()
    assert ran == []


def test_two_that_write_never_meet(qtbot):
    inside, most = [], []

    def work(_job):
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    waiting = [Job(work) for _ in range(20)]
    with qtbot.waitSignals([job.ended for job in waiting]):
        for job in waiting:
            job.start()
    assert max(most) == 1


def test_only_the_newest_answer_arrives(qtbot):
    from PySide6.QtCore import QObject

    home, go = QObject(), threading.Event()
    answers: list[object] = []
    latest = Latest(home)
    latest.answered.connect(answers.append)
    with qtbot.waitSignal(latest.answered):
        latest.ask(lambda: go.wait(5) and "old")
        latest.ask(lambda: "new")
        assert latest.is_waiting
        go.set()
    assert answers == ["new"]
    assert not latest.is_waiting


def test_a_screen_closed_meanwhile_is_no_crash(qtbot):
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    home, go = QObject(), threading.Event()
    latest = Latest(home)
    latest.ask(lambda: go.wait(5))
    job = next(iter(jobs.running()))
    home.deleteLater()
    QCoreApplication.sendPostedEvents(home, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(job.ended):
        go.set()


def test_closing_waits_for_what_writes(qtbot):
    done = []

    def work(_job):
        threading.Event().wait(0.05)
        done.append(1)

    Job(work).start()
    assert jobs.close_safely()
    assert done in ([1], [])
    qtbot.waitUntil(lambda: not jobs.running())


@pytest.fixture
def bar(qtbot):
    made = Progress()
    qtbot.addWidget(made)
    return made


def test_a_longer_work_shows_what_how_far_and_how_to_stop(qtbot, bar):
    go = threading.Event()

    def work(job):
        job.report(3, 12)
        go.wait(5)
        job.report(4, 12)

    job = Job(work, "Issuing invoices")
    bar.follow(job)
    job.start()
    qtbot.waitUntil(bar.isVisible, timeout=3000)
    assert bar.words.text() == "Issuing invoices"
    assert bar.count.text() == "3 of 12"
    with qtbot.waitSignal(job.cancelled):
        bar.cancel.click()
        go.set()
    assert not bar.isVisible()


def test_a_short_work_shows_nothing(qtbot, bar):
    job = Job(lambda _job: None, "Saving")
    bar.follow(job)
    with qtbot.waitSignal(job.ended):
        job.start()
    assert not bar.isVisible()


@pytest.mark.usefixtures("qapp")
def test_an_answer_that_nobody_is_left_to_hear_is_dropped(capfd):
    go = threading.Event()
    steps = []

    def work(job):
        go.wait(5)
        try:
            job.report(1, 2)
        except jobs.CancelledError:
            steps.append("stopped")
            raise

    job = Job(work)
    job.start(jobs.reader())
    shiboken6.delete(job)
    go.set()
    assert jobs.reader().waitForDone(5000)
    assert steps == ["stopped"]
    assert capfd.readouterr().err == ""
    jobs._running.discard(job)  # noqa: SLF001 - it will never say that it ended


@pytest.mark.usefixtures("qapp")
def test_a_job_begun_after_its_threads_have_ended_says_so():
    ended = QThreadPool()
    shiboken6.delete(ended)
    job = Job(lambda _job: None)
    assert not job.start(ended)
    assert job not in jobs.running()


def test_a_question_may_wait_until_what_stands_is_painted(qtbot):
    parent = QObject()
    latest = Latest(parent)
    told: list[object] = []
    latest.answered.connect(told.append)
    latest.ask(lambda: "later", after=60)
    assert latest.is_waiting
    qtbot.wait(20)
    assert told == []
    qtbot.waitUntil(lambda: told == ["later"])


def test_a_question_dropped_while_it_waits_is_never_asked(qtbot):
    parent = QObject()
    latest, asked = Latest(parent), []
    latest.ask(lambda: asked.append("first"), after=10_000)
    latest.ask(lambda: asked.append("second"))
    qtbot.waitUntil(lambda: asked == ["second"], timeout=2000)
    qtbot.waitUntil(lambda: not jobs.running(), timeout=2000)
    assert asked == ["second"]
