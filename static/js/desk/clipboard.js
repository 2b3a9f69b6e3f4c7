// Turns what word processors and pages put on the clipboard into our small markup.
// The foreign HTML is only parsed, never put into the page.
const BLOCKS = new Set(("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGCAPTION FIGURE "
  + "FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL").split(" "));
const UNSEEN = "script, style, head, title, template, noscript, img, svg, del, s, strike, .Apple-interchange-newline";
const BOLD = "b, strong, th, h1, h2, h3, h4, h5, h6";
const ITALIC = "i, em, cite, dfn";

const styleOf = (element) => (element.getAttribute("data-style") ?? "").toLowerCase();
const isUnseen = (element) =>
  element.matches(UNSEEN) || /display:\s*none|mso-hide:\s*all|mso-list:\s*ignore/.test(styleOf(element));

// Word and Google write the look of letters as styles, at times against the tag.
const lookOf = (element, look) => {
  const style = styleOf(element);
  const weight = /font-weight:\s*(\w+)/.exec(style)?.[1];
  const slant = /font-style:\s*(\w+)/.exec(style)?.[1];
  const href = element.matches("a[href]") ? element.getAttribute("href") : look.href;
  return {
    bold: weight ? /bold|[6-9]00/.test(weight) : look.bold || element.matches(BOLD),
    italic: slant ? /italic|oblique/.test(slant) : look.italic || element.matches(ITALIC),
    href,
  };
};

const escapeInline = (text) => text.replace(/([\\*_[\]])/g, "\\$1");
const escapeStart = (line) =>
  line.replace(/^([ \t]*)(?:([>#+-])|(\d{1,9})([.)]))/, (_, space, sign, digits, dot) =>
    (sign ? `${space}\\${sign}` : `${space}${digits}\\${dot}`));

const tidy = (text) => text
  .replace(/[\u200b\ufeff\u00ad]/g, "")
  .replace(/[ \t\r\n\f]+/g, " ")
  .replace(/ ?\u00a0{2,} ?| \u00a0|\u00a0 /g, " ");

const isSafe = (href) => /^(https?:|mailto:)/i.test(href ?? "") && !/[()<>\\\s]/.test(href);

const mark = ({ text, bold, italic, href }) => {
  const inner = text.trim();
  if (!inner) return text;
  const [lead] = /^\s*/.exec(text);
  const [tail] = /\s*$/.exec(text);
  const sign = bold ? "**" : italic ? "*" : "";
  let marked = inner.split("\n").map(escapeInline).join("\n");
  if (isSafe(href)) marked = `[${marked}](${href})`;
  return lead + sign + marked + sign + tail;
};

class Paragraphs {
  done = [];
  runs = [];

  write(text, look) {
    const last = this.runs.at(-1);
    const same = last && ["bold", "italic", "href"].every((name) => last[name] === look[name]);
    if (same || (last && !text.trim() && text !== "\n" && !look.href)) last.text += text;
    else this.runs.push({ ...look, text });
  }

  finish() {
    for (const run of this.runs) run.text = tidyLines(run.text);
    const lines = this.runs.map(mark).join("").split("\n");
    // A line that a run began with its sign is no list; one of plain words may look so.
    const text = lines.map((line) => escapeStart(line.replace(/ {2,}/g, " ").trim())).join("\n").trim();
    if (text) this.done.push({ text });
    this.runs = [];
  }
}

// Breaks are written as "\v" while a paragraph is gathered: "\n" is mere white space.
const tidyLines = (text) => text.split("\v").map(tidy).join("\n");

const indent = (text, first, rest) =>
  text.split("\n").map((line, place) => (place ? (line ? rest + line : line) : first + line)).join("\n");

const wordItem = (element) => {
  const kind = /mso-list:\s*l\d+\s+level(\d)/.exec(styleOf(element));
  if (!kind) return null;
  const label = [...element.querySelectorAll("[data-style]")].find((each) => /mso-list:\s*ignore/i.test(styleOf(each)));
  return { level: Number(kind[1]), number: /^\W*(\d+)[.)]/.exec(label?.textContent ?? "")?.[1] };
};

const listItem = (sign, depth, node, look) => ({
  item: true,
  text: indent(join(blocks(node, look)), "  ".repeat(depth) + sign, " ".repeat(2 * depth + sign.length)),
});

const list = (element, look) => [...element.children]
  .filter((child) => child.matches("li, ul, ol"))
  .flatMap((child, place) => (child.matches("li")
    ? [listItem(element.matches("ol") ? `${place + 1}. ` : "- ", 0, child, look)]
    : list(child, look).map((each) => ({ ...each, text: indent(each.text, "  ", "  ") }))));

function blocks(root, look) {
  const out = new Paragraphs();
  const visit = (node, around) => {
    if (node.nodeType === Node.TEXT_NODE) out.write(node.data, around);
    if (node.nodeType !== Node.ELEMENT_NODE || isUnseen(node)) return;
    if (node.tagName === "BR") {
      out.write("\v", around);
      return;
    }
    const inside = lookOf(node, around);
    if (!BLOCKS.has(node.tagName)) {
      node.childNodes.forEach((child) => visit(child, inside));
      return;
    }
    out.finish();
    const word = wordItem(node);
    if (node.matches("ul, ol")) out.done.push(...list(node, inside));
    else if (word) out.done.push(listItem(word.number ? `${word.number}. ` : "- ", word.level - 1, node, inside));
    else if (node.tagName === "BLOCKQUOTE") {
      const text = join(blocks(node, { ...inside, italic: false }));
      if (text) out.done.push({ text: text.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n") });
    } else {
      node.childNodes.forEach((child) => visit(child, inside));
    }
    out.finish();
  };
  root.childNodes.forEach((child) => visit(child, look));
  out.finish();
  return out.done;
}

const join = (parts) => parts.reduce((text, part, place) =>
  (place ? text + (part.item && parts[place - 1].item ? "\n" : "\n\n") + part.text : part.text), "");

// Even a page that is only parsed may have no styles and handlers of its own under our policy.
const withoutStyles = (html) => html
  .replace(/<style\b[\s\S]*?<\/style>/gi, "")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)(?=\s*=)/gi, " data-$1"));

export const toMarkup = (html) => {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  return join(blocks(page.body, { bold: false, italic: false, href: null }));
};
