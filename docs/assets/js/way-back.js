// @ts-check
/* The home page's way back for whoever has a plan: where they left off, and what comes next. Strangers see nothing, and what
   this needs is fetched for nobody else. */

import { absolute } from "./address.js";
import { element, part } from "./element.js";
import { onChange, read, today } from "./store.js";

const place = part(".hb-way-back");

const hide = () => {
  place.hidden = true;
};

async function tell() {
  const { plan, marks } = read();
  if (plan === undefined) {
    hide();
    return;
  }
  const [{ json }, { understood }, planner, state, view] = await Promise.all([
    import("./fetched.js"),
    import("./facts.js"),
    import("./planner.js"),
    import("./plan-state.js"),
    import("./plan-view.js"),
  ]);
  const made = planner.plan(understood(await json("assets/plan.json")), plan);
  const done = (/** @type {string} */ item) => marks.get(item)?.state === "done";
  const ahead = state.next(made, done, today());
  const href = absolute("plan/");
  if (!ahead) {
    place.replaceChildren(element("a", { href }, "Your plan"), made.weeks.length ? " is done." : " has nothing left in it.");
    place.hidden = false;
    return;
  }
  const week = state.present(made, today()) ?? ahead.week;
  const { done: ready, total } = state.tally(week, done);
  const to = element("a", { href: `${href}#${view.anchorOf(week.number)}` }, `Week ${week.number}`);
  const then = element("a", { href: view.addressOf(ahead.step) }, state.brief(ahead.step.title));
  place.replaceChildren(to, week.paused ? " is skipped; next: " : `: ${ready} of ${total} done; next: `, then);
  place.hidden = false;
}

/* Without it the page is the same for everyone. */
const show = () => tell().catch(hide);
onChange(show);
show();
