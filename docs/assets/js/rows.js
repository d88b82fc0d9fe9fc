// @ts-check
/* Rows that open in place: the entries of a long list. The templates print what an entry says; the buttons, which only a script
   can work, are on the page once, hidden, and get into a row when it is opened, since most never are. */

import { element, part, parts } from "./element.js";
import { show as showMarks } from "./marks.js";

/** What a row is called. */
export const titleOf = (/** @type {HTMLElement} */ row) => part(".hb-row__title", HTMLElement, row).textContent;
/** The id of a row's entry, which is the anchor of what unfolds. */
export const idOf = (/** @type {HTMLElement} */ row) => part(".hb-row__body", HTMLElement, row).id;
/** The skills that a row's entry serves: where its links to them lead. */
export const skillsOf = (/** @type {HTMLElement} */ row) =>
  parts(".hb-skills a", HTMLAnchorElement, row).map(({ pathname }) => pathname.split("/").at(-2) ?? "");

/**
 * The rows of `list`, which are entries of a `kind`. As cards they are opened where `unfolds` says so.
 * @param {HTMLElement} list
 * @param {string} kind
 * @param {boolean} unfolds
 */
export function rowsOf(list, kind, unfolds) {
  /** @type {WeakMap<HTMLElement, boolean>} Whether a row was last shown as a card. */
  const shown = new WeakMap();
  /** @type {WeakSet<HTMLElement>} Those that have their buttons. */
  const dressed = new WeakSet();

  function dressOnce(/** @type {HTMLElement} */ row) {
    if (!dressed.has(row)) dress(row, `${kind}/${idOf(row)}`);
    dressed.add(row);
  }

  function showOne(/** @type {HTMLElement} */ row, /** @type {boolean} */ cards) {
    const before = shown.get(row);
    shown.set(row, cards);
    if (before === undefined) star(row, `${kind}/${idOf(row)}`);
    row.classList.toggle("hb-card", cards);
    row.classList.toggle(`hb-card--${kind}`, cards);
    if (cards) dressOnce(row);
    if (unfolds && (cards || before)) folding(row).open = cards;
  }

  function open(/** @type {HTMLElement} */ row) {
    folding(row).open = true;
    dressOnce(row);
    showMarks();
  }

  /* `toggle` does not bubble. */
  const toggled = (/** @type {Event} */ { target }) => {
    const row = target instanceof HTMLDetailsElement && target.open ? target.parentElement : null;
    if (row?.classList.contains("hb-row")) open(row);
  };
  list.addEventListener("toggle", toggled, true);
  return {
    /** Show rows in a density. What was shown in it before stays as its reader left it. */
    show(/** @type {HTMLElement[]} */ rows, /** @type {boolean} */ cards) {
      const others = rows.filter((row) => shown.get(row) !== cards);
      for (const row of others) showOne(row, cards);
      if (others.length) showMarks();
    },
    /** Open a row and bring it into view. */
    reveal(/** @type {HTMLElement} */ row) {
      open(row);
      row.scrollIntoView();
      /* While the page loads, the browser still scrolls to what the address names, which is below the row's first line. */
      const again = () => requestAnimationFrame(() => row.scrollIntoView());
      if (document.readyState !== "complete") addEventListener("load", again, { once: true });
    },
  };
}

const folding = (/** @type {HTMLElement} */ row) => part("details", HTMLDetailsElement, row);
const unseen = (/** @type {string} */ words) => element("span", { class: "hb-unseen" }, words);

/* The one mark that is set while looking through a list. */
function star(/** @type {HTMLElement} */ row, /** @type {string} */ item) {
  const want = part(".hb-row-tools [data-state=want]").firstChild?.textContent?.trim() ?? "";
  const attributes = { type: "button", "data-state": "want", "aria-pressed": "false", title: want };
  const button = element("button", attributes, unseen(`${want}: ${titleOf(row)}`));
  row.append(element("p", { class: "hb-marks hb-star", "data-mark": item }, button));
}

/* All that can be done with an entry. */
function dress(/** @type {HTMLElement} */ row, /** @type {string} */ item) {
  const copy = /** @type {HTMLElement} */ (part(".hb-row-tools").cloneNode(true));
  const [marks, share] = [part(".hb-marks", HTMLElement, copy), part(".hb-share", HTMLElement, copy)];
  for (const words of parts(".hb-unseen", HTMLElement, marks)) words.textContent = `: ${titleOf(row)}`;
  marks.dataset.mark = item;
  share.dataset.share = item;
  share.append(unseen(`: ${titleOf(row)}`));
  const tools = part(".hb-entry-tools", HTMLElement, row);
  tools.before(marks);
  const link = part(".hb-copy", HTMLAnchorElement, copy);
  link.href = `#${idOf(row)}`;
  tools.prepend(share, " ", link, " ");
  const practise = copy.querySelector(".hb-go");
  if (!practise) return;
  part("a", HTMLAnchorElement, practise).search = `?question=${idOf(row)}`;
  part(".hb-row__more", HTMLElement, row).prepend(practise);
}
