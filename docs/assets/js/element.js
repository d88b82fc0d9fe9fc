// @ts-check
/* Elements: those of the page, with their types, and new ones. */

/**
 * A new element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * The element that a page must have, of the type that it must be.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {new () => T} [type]
 * @param {ParentNode} [within]
 * @returns {T}
 */
export function part(selector, type = /** @type {any} */ (HTMLElement), within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`This page has no ${selector}`);
  return found;
}

/**
 * All elements that fit, of one type.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {new () => T} [type]
 * @param {ParentNode} [within]
 * @returns {T[]}
 */
export function parts(selector, type = /** @type {any} */ (HTMLElement), within = document) {
  return [...within.querySelectorAll(selector)].flatMap((found) => (found instanceof type ? [found] : []));
}

/**
 * The element that an event is about: its target, or what the target is in.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function about({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/** Say that a script works now, by its name in scripted.css: what is nothing without it is shown. */
export function runs(/** @type {string} */ name) {
  const { dataset } = document.documentElement;
  dataset.runs = `${dataset.runs ?? ""} ${name}`.trim();
}
