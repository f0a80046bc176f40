// Elements from text: everything that data say enters the page as text, never as markup.

/** Make an element. `attributes` may hold `class`, `text`, `on` (listeners), ARIA and other attributes. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Replace the content of an element. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A number with its word. */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** A link to a source; only http and https addresses become links, others stay text. */
export function sourceLink(text, address) {
  let target = null;
  try {
    target = new URL(address);
  } catch {
    target = null;
  }
  if (target === null || !["http:", "https:"].includes(target.protocol)) return element("span", { text });
  return element("a", { href: target.href, target: "_blank", rel: "noopener noreferrer", text });
}

/** Offer bytes or text as a file. */
export function download(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const SVG = "http://www.w3.org/2000/svg";

/** A small picture of a shape with its letter, for legends and headings. */
export function shapeIcon(model, kind, size = 18) {
  const made = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["viewBox", "-1.6 -1.6 3.2 3.2"], ["width", size], ["height", size], ["aria-hidden", "true"]])
    made.setAttribute(name, value);
  path.setAttribute("d", model.shapes[kind.shape]);
  path.setAttribute("fill", kind.colour);
  made.append(path);
  const letter = document.createElementNS(SVG, "text");
  for (const [name, value] of [["text-anchor", "middle"], ["y", ".42"], ["font-size", "1.15"], ["font-weight", "600"], ["fill", "#fff"]])
    letter.setAttribute(name, value);
  letter.textContent = kind.icon;
  made.append(letter);
  return made;
}

/** A small picture of a line with its end. */
export function lineIcon(relation) {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "0 0 30 14"], ["width", 30], ["height", 14], ["aria-hidden", "true"]])
    made.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", "M1 7H24");
  line.setAttribute("stroke", relation.colour);
  line.setAttribute("stroke-width", relation.width);
  made.append(line);
  const end = document.createElementNS(SVG, "path");
  const drawn = { triangle: "M22 2L29 7L22 12Z", vee: "M21 2L28 7L21 12", circle: "M22 7A3 3 0 1 1 28 7A3 3 0 1 1 22 7Z", bar: "M26 2V12", none: "M24 7H29" };
  end.setAttribute("d", drawn[relation.arrow] ?? drawn.none);
  const solid = relation.arrow === "triangle" || relation.arrow === "circle";
  end.setAttribute("fill", solid ? relation.colour : "none");
  end.setAttribute("stroke", relation.colour);
  end.setAttribute("stroke-width", solid ? 0 : 2);
  made.append(end);
  return made;
}
