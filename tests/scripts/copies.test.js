// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { copyOf } from "../../docs/assets/js/copies.js";

const URL_OF_IT = "https://handbook.example.org/glossary/a/?b&c";
const entry = { title: 'R&D [in <b>"bold"</b>]', words: "Costs < gains & more.", url: URL_OF_IT, changed: "2026-01-31" };
const bare = { ...entry, title: "MVP", words: "" };

test("a link is the address alone", () => {
  assert.deepEqual(copyOf("link", entry), { text: URL_OF_IT });
});

test("in Markdown the title cannot end its own link", () => {
  assert.equal(copyOf("markdown", entry).text, `[R&D \\[in <b>"bold"</b>\\]](${URL_OF_IT}): Costs < gains & more.`);
  assert.equal(copyOf("markdown", bare).text, `[MVP](${URL_OF_IT})`);
});

test("formatted text is HTML in which an entry's words stay words, and plain text beside it", () => {
  const { text, html } = copyOf("rich", entry);
  assert.equal(text, `R&D [in <b>"bold"</b>]: Costs < gains & more. ${URL_OF_IT}`);
  assert.equal(
    html,
    '<p><a href="https://handbook.example.org/glossary/a/?b&amp;c"><strong>R&amp;D [in &lt;b&gt;&quot;bold&quot;&lt;/b&gt;]</strong></a>' +
      ": Costs &lt; gains &amp; more.</p><p><em>ML PM Handbook, CC BY 4.0, last changed 2026-01-31</em></p>",
  );
});

test("a citation names the handbook, the day and the licence", () => {
  const cited = `“MVP”. ML PM Handbook, last changed 2026-01-31. ${URL_OF_IT}. Licensed under CC BY 4.0.`;
  assert.equal(copyOf("citation", bare).text, cited);
});
