/**
 * Turns the playground's controls into what a page would write: attributes, custom properties, rules
 * for parts, calls. It learns their names from the controls and knows none itself.
 */
const stage = document.querySelector('.stage');
const tag = stage.firstElementChild;
const log = document.querySelector('.log');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

function say(text) {
  const line = document.createElement('li');
  line.textContent = text;
  log.prepend(line);
}

for (const control of document.querySelectorAll('[data-attribute]')) {
  control.value = tag.getAttribute(control.dataset.attribute) ?? '';
  control.addEventListener('input', () => {
    if (control.value === '') tag.removeAttribute(control.dataset.attribute);
    else tag.setAttribute(control.dataset.attribute, control.value);
  });
}

for (const control of document.querySelectorAll('[data-property]')) {
  control.addEventListener('input', () => {
    if (control.value === '') tag.style.removeProperty(control.dataset.property);
    else tag.style.setProperty(control.dataset.property, control.value);
  });
}

const parts = [...document.querySelectorAll('[data-part]')];
for (const control of parts) {
  control.addEventListener('change', () => {
    const chosen = parts.filter(({ checked }) => checked).map(({ dataset }) => dataset.part);
    const rules = chosen.map(
      (part) =>
        `${tag.localName}::part(${part}) { outline: 2px dashed #c2185b; outline-offset: 2px }`,
    );
    sheet.replaceSync(rules.join('\n'));
  });
}

for (const control of document.querySelectorAll('[data-method]')) {
  control.addEventListener('click', async () => {
    const answer = await tag[control.dataset.method]();
    say(`${control.dataset.method}() → ${JSON.stringify(answer) ?? 'undefined'}`);
  });
}

for (const name of stage.dataset.events.split(' ').filter(Boolean)) {
  tag.addEventListener(name, (event) => {
    // Whoever looks at the end wants to see it, and not the page after it.
    if (name.endsWith('-complete')) event.preventDefault();
    say(`${name} ${JSON.stringify(event.detail)}`);
  });
}
