// @ts-check
/* The forms in which people ask: what of a question is the thing that it is about. Pure. */

const ASKS = "i|we|you|one|they|pms?|a pm|product managers?";
const QUOTES = /[‘’]/gu;
const END = /[?!.…\s]+$/u;
const BLANKS = /\s+/gu;
const COMMA = /\s*,\s*/u;
const CHOOSING = /^(?:use|choose|pick|prefer)\s+/u;
const ARTICLE = /^(?:a|an|the|my|our|your|this|that|any|some)\s+/u;
const OPENING = /^(?:(?:so|and|but|ok|okay|hey|hi|please|um|well|remind me|can you|could you|would you)[\s,]+)+/u;

/* Words that ask nothing by themselves. */
const EMPTY = /(?<=^(?:what|who|how|why|when|is|are|does|do)\b.*)\b(?:exactly|actually|really|basically|even|ever)\s+/gu;

/* Questions about a thing, the longest forms first; the group is the thing. */
const ABOUT = [
  /^what(?:'?s| is| are| was)? (?:exactly )?(?:is |are )?(?:meant|understood) by (.+)$/u,
  /^what (?:do|does) (?:we|you|they|people) mean by (.+)$/u,
  /^what (?:do|does|did) (.+?) (?:mean|means|do|stand for|cost)$/u,
  /^what(?:'?s| is| are| was) (?:the )?(?:meaning|definition|purpose|point|idea|use|role|goal|benefits?|advantages?) (?:of|behind) (.+)$/u,
  /^what(?:'?s| is| are| was|s)? (?:a good |an? )?examples? of (.+)$/u,
  /^(?:what|who)(?:'?s|s| is| are| was| were) (?:exactly )?(.+?)(?: (?:used|good) for| about)?$/u,
  /^(?:define|definition of|defining|meaning of|explain|explaining|describe|understand|understanding|eli5|learn about|tell me (?:more )?about|(?:an )?introduction to|intro to|basics of|overview of|(?:a good |an )?examples? (?:of|for)|types of|kinds of|purpose of|benefits of|advantages of|disadvantages of|pros and cons of|alternatives? to|use cases? (?:of|for)|questions (?:on|about)|interview questions (?:on|about|for))\s+(.+)$/u,
  new RegExp(
    `^(?:when|why|where) (?:to|should (?:${ASKS})|do (?:${ASKS})|does (?:${ASKS})|would (?:${ASKS})|not to) (?:not )?(?:use|choose|pick|need|have|do|run|care about|want|prefer|build|write|bother with|apply)\\s+(.+)$`,
    "u",
  ),
  /^why (?:is|are|does|do)\s+(.+?)(?: (?:so )?(?:important|needed|useful|matter|matters|hard|necessary|good|bad))?$/u,
  /^how (?:does|do|is|are|was)\s+(.+?) (?:works?|used|measured|calculated|computed|done|made|defined|look like|help|helps|matter)$/u,
  new RegExp(`^(?:do|does|should|can|must) (?:${ASKS}) (?:really )?(?:need|use|have|do|run|build)\\s+(.+)$`, "u"),
  /^(?:a |the |any )?(?:books?|articles?|papers?|talks?|courses?|videos?|posts?|guides?|reading|resources?|something|anything) (?:by|from|on|about) (.+)$/u,
  /^who (?:owns|does|writes|runs|maintains|decides(?: on)?|needs|uses|is responsible for|pays for|signs off)\s+(.+)$/u,
  /^(.+?) (?:meaning|definition|defined|explained(?: simply)?|examples?|basics|acronym|abbreviation|stands for|in plain english|in simple (?:words|terms)|for dummies|for beginners|for pms|for product managers|pros and cons|use cases?|tutorial|interview questions?)$/u,
];

const ACT = new RegExp(
  `^(?:how (?:to|can (?:${ASKS})|do (?:${ASKS})|does (?:${ASKS})|should (?:${ASKS})|would (?:${ASKS})|could (?:${ASKS})|best to|not to)|(?:what(?:'s| is) the )?(?:best |good |right )?ways? (?:to|of)|tips (?:for|on|to)|advice (?:for|on)|help (?:me )?(?:with|to)?|i (?:want|need|have|would like) to|learn(?:ing)? (?:how )?to|when (?:to|should (?:${ASKS}))|should (?:${ASKS})|how (?:often|long|much|many|large|big|soon)(?: (?:should|do|does|must|can) (?:${ASKS}))?)\\s+(.+)$`,
  "u",
);

/* "Write a user story": something to do with a thing. */
const IMPERATIVE = /^(?!(?:what|who|how|why|when|where|which|is|are|the|in|to|for|as)\b)\p{L}{3,} (?:a|an|the|my|our|your|their)\s.+$/u;

const TWO = [
  /^(?:what(?:'?s| is| are) )?(?:the )?(?:main |key )?(?:differences?|distinction|comparison|trade-?offs?|choice|choosing|deciding|decide|choose|pick) (?:between|of) (.+?) (?:and|vs\.?|versus|or|to|from) (.+)$/u,
  /^compar(?:e|ing|ison of) (.+?) (?:and|with|to|vs\.?|versus|against) (.+)$/u,
  /^(?:is|are) (.+?) (?:better|worse|faster|cheaper|safer|easier|harder|(?:more|less) \p{L}+) than (.+)$/u,
  /^how (?:is|are|does|do) (.+?) (?:differ(?:ent)?|compare[ds]?) (?:from|to|than|with) (.+)$/u,
];
const STRONG = /\s+(?:vs\.?|versus|v\.?|compared (?:to|with)|as opposed to|rather than|instead of)\s+/u;
const WEAK = /\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&|\+)\s+/u;
const ENDS = /[\s,]+(?:which (?:is|one|to).*|what(?:'s| is) the difference|differences?|comparison|when to use (?:which|what))$/u;

/**
 * @typedef {object} Form
 * @property {string} text what was asked, without what is only politeness
 * @property {string} about the thing that a question is about; empty where nobody asks about a thing
 * @property {string} act what somebody wants to do
 * @property {string[]} sides what is compared, told by a word such as "vs"
 * @property {string[]} perhaps what may be compared: parts between commas, "and", "or"
 */

/** What is asked. @returns {Form} */
export function formOf(/** @type {string} */ query) {
  const text = query
    .trim()
    .toLowerCase()
    .replace(QUOTES, "'")
    .replace(END, "")
    .replace(BLANKS, " ")
    .replace(OPENING, "")
    .replace(EMPTY, "");
  const compared = sidesOf(text);
  if (compared.length) return { text, about: "", act: "", sides: compared, perhaps: [] };
  const about = thingOf(text);
  const sides = about ? sidesOf(about) : [];
  const act = (sides.length === 0 && (ACT.exec(text)?.[1] ?? IMPERATIVE.exec(text)?.[0])) || "";
  const actSides = act ? sidesOf(act.replace(CHOOSING, "")) : [];
  const rest = about || act.replace(CHOOSING, "") || text;
  return {
    text,
    about,
    act,
    sides: sides.length ? sides : actSides,
    perhaps: rest.split(WEAK).map(bare).filter(Boolean),
  };
}

function thingOf(/** @type {string} */ text) {
  for (const pattern of ABOUT) {
    const found = pattern.exec(text)?.[1];
    if (found) return bare(found);
  }
  return "";
}

function sidesOf(/** @type {string} */ text) {
  for (const pattern of TWO) {
    const found = pattern.exec(text);
    if (found?.[1] && found[2]) return [...found[1].split(WEAK), found[2].replace(ENDS, "")].map(bare).filter(Boolean);
  }
  const parts = text.replace(ENDS, "").split(STRONG);
  return parts.length > 1
    ? parts
        .flatMap((part) => part.split(COMMA))
        .map(bare)
        .filter(Boolean)
    : [];
}

/** Without an article in front. */
export const bare = (/** @type {string} */ text) => text.trim().replace(ARTICLE, "").trim();
