import { AppError } from '@/lib/errors'

/** A text, or whole digits beyond what JavaScript holds exactly, or the names that Python's json writes for what is no number. */
const special = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])|(?<![\w"])(?:NaN|-?Infinity)(?!\w)/g
const hasSpecial = /(?<![\d.])\d{16,}(?![\d.eE])|NaN|Infinity/

/** Reads JSON; whole numbers of 16 digits and more become texts, and so do NaN and the infinities. @throws AppError `invalid` */
export function readWireJson(text: string): unknown {
  if (text.trim() === '') return {}
  if (text.includes('\\u0000')) throw new AppError('invalid', 'Malformed request: a text holds the character NUL, which cannot be stored.')
  const safe = hasSpecial.test(text) ? text.replace(special, (found) => (found.startsWith('"') ? found : `"${found}"`)) : text
  try {
    return JSON.parse(safe)
  } catch {
    throw new AppError('invalid', 'Malformed request: the body is not JSON.')
  }
}

/** An answer that is JSON already. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** A whole number from the database's text: a number where JavaScript holds it exactly, else the text, which clients read too. */
export function wireInt(text: string | number): number | string {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : String(text)
}

/** A double as protocol buffers write it in JSON. */
export function wireDouble(value: number): number | string {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}
