// @ts-check
/* What an address says: where the site is, and what its reader chose on a page, so that a view can be linked and the back
   button undoes a choice. */

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {Record<string, Control>} Controls By name, as the address has them. */
/** @typedef {Record<string, string | string[]>} Choices By name; an empty text or list stands for no choice. */

/* The site's root, under whatever prefix it is served. */
const ROOT = new URL("../../", import.meta.url);

/** An address below the site's root, in full. */
export const absolute = (/** @type {string} */ address) => new URL(address, ROOT).href;

/** What the address of this page says now. */
export const choices = () => new URLSearchParams(location.search);

/** The address `from` with these choices. What it says under other names stays; its fragment goes. */
export function choosing(/** @type {string} */ from, /** @type {Choices} */ chosen) {
  const to = new URL(from);
  to.hash = "";
  for (const [name, value] of Object.entries(chosen)) {
    if (typeof value === "string" && value) to.searchParams.set(name, value);
    else to.searchParams.delete(name);
    if (Array.isArray(value)) for (const one of value) to.searchParams.append(name, one);
  }
  return to;
}

/**
 * Put these choices into the address of this page, if it does not say so already.
 * @param {Choices} chosen
 * @param {"pushState" | "replaceState"} how
 * @param {string} [fragment] what to keep of the address, such as `location.hash`
 */
export function keep(chosen, how, fragment = "") {
  const to = choosing(location.href, chosen);
  if (to.pathname + to.search === location.pathname + location.search) return;
  to.hash = fragment;
  history[how](null, "", to);
}

/** The value of a control that its reader left alone: a list's first. It stays out of the address. */
export const usual = (/** @type {Control} */ control) => ("options" in control ? (control.options[0]?.value ?? "") : "");

/** Put what an address says into the controls. A list that has no such value shows its first. */
export function fill(/** @type {Controls} */ controls, /** @type {URLSearchParams} */ said) {
  for (const [name, control] of Object.entries(controls)) {
    control.value = said.get(name) ?? usual(control);
    if ("options" in control && control.selectedIndex < 0) control.selectedIndex = 0;
  }
}

/** What the controls say, for an address. */
export function chosenIn(/** @type {Controls} */ controls) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const [name, control] of Object.entries(controls)) {
    const value = control.value.trim();
    found[name] = value === usual(control) ? "" : value;
  }
  return found;
}
