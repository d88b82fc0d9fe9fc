"""Windows of the browser that tests use one after the other.

Chromium starts several processes for a window and loads everything anew in it, which takes longer than most tests do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from playwright.sync_api import Browser, Error, Page

# Borrows the tab of a window with such options until the test ends.
Borrow = Callable[..., Page]

# How many stay open while no test uses them: a module rarely needs more kinds.
_KEPT = 4

_CLOCK_IS_REAL = "() => Function.prototype.toString.call(Date).includes('[native code]')"


class Windows:
    """Lends the tab of a window that has the options asked for, in which nothing is left of an earlier test.

    What a test before has fetched is in the cache, as for a reader who comes again. A test of a first visit opens a window of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[_Window] = []

    @contextmanager
    def tab(self, now: datetime | None = None, **options: Any) -> Iterator[Page]:
        """A tab as `Browser.new_context` with these options would have it, and whose clock begins at `now`."""
        window = next((one for one in self._free if one.fits(now, options)), None)
        if window:
            self._free.remove(window)
        else:
            window = _Window(self._browser, now, options)
        window.start()
        yield window.tab
        self._take_back(window)

    def _take_back(self, window: "_Window") -> None:
        """Keep it where it could be emptied, and close the one that was not used for longest where there are too many."""
        if window.emptied():
            self._free.append(window)
            if len(self._free) > _KEPT:
                self._free.pop(0).close()
        else:
            window.close()


class _Window:
    """A window with one tab, and what is to be undone in it."""

    def __init__(self, browser: Browser, now: datetime | None, options: dict[str, Any]) -> None:
        self._now, self._options = now, options
        self._context = browser.new_context(**options)
        self.tab = self._context.new_page()
        self._size = self.tab.viewport_size
        self._session = self._context.new_cdp_session(self.tab)
        self._undo: list[Callable[[], object]] = []
        on, add_init_script = self.tab.on, self.tab.add_init_script
        self._on_call("on", lambda event, heard: (on(event, heard), lambda: self.tab.remove_listener(event, heard)))
        self._on_call("add_init_script", lambda script: (added := add_init_script(script), added.close))

    def _on_call(self, name: str, do: Callable[..., tuple[object, Callable[[], object]]]) -> None:
        """Have a method of the tab, which has an effect on later pages in it, tell how this is undone."""

        def remembered(*arguments: Any) -> None:
            self._undo.append(do(*arguments)[1])

        setattr(self.tab, name, remembered)

    def fits(self, now: datetime | None, options: dict[str, Any]) -> bool:
        return (self._now, self._options) == (now, options)

    def start(self) -> None:
        """Set the clock, where the window has one of its own."""
        if self._now:
            self._context.clock.install(time=self._now)

    def emptied(self) -> bool:
        """Take out what the test left: tabs, routes, listeners, scripts, what was kept. Tells whether nothing is left."""
        try:
            for page in self._context.pages:
                if page != self.tab:
                    page.close()
            while self._undo:
                self._undo.pop()()
            self.tab.unroute_all(behavior="ignoreErrors")
            self._context.unroute_all(behavior="ignoreErrors")
            self._context.set_offline(False)
            self.tab.goto("about:blank")
            self._session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
            self._context.clear_cookies()
            self._as_at_first()
            # A clock that a test put into the window cannot be taken out.
            return self._now is not None or bool(self.tab.evaluate(_CLOCK_IS_REAL))
        except Error:
            return False

    def _as_at_first(self) -> None:
        """Size, media and the place of the pointer."""
        if self._size and self.tab.viewport_size != self._size:
            self.tab.set_viewport_size(self._size)
        usual = {"color_scheme": "light", "reduced_motion": "no-preference"}
        self.tab.emulate_media(media="null", **{name: self._options.get(name, value) for name, value in usual.items()})
        self.tab.mouse.move(-1, -1)

    def close(self) -> None:
        self._context.close()
