/** Markup that may stand in a page as it is. Made by `html` alone, which escapes every value. */
export class Html {
  constructor(readonly text: string) {}
}

export type Part = string | number | null | undefined | false | Html | readonly Part[]

/**
 * A template whose values are escaped for elements and quoted attributes, but for other markup of its own kind; lists are
 * joined, and null, undefined and false are nothing. Attributes must be quoted.
 */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + string + (index < values.length ? textOf(values[index]) : ''), ''))
}

function textOf(value: Part): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(textOf).join('')
  return escapeHtml(String(value))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for elements and quoted attributes of HTML and SVG; characters that no document may hold are taken out. */
export function escapeHtml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"']/g, (sign) => entities[sign]!)
}
