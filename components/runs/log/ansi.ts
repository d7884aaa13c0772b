export const ansiColours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
export type AnsiColour = (typeof ansiColours)[number]

export interface Span {
  from: number
  to: number
  colour: AnsiColour | null
  bold: boolean
}

// CSI … final byte, OSC … BEL or ST, and two-character escapes.
const escape = /\u001b(?:\[([0-9;?]*)([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** The text without terminal codes, and which parts of it they coloured. A carriage return overwrites what stood before it. */
export function parseAnsi(raw: string): { text: string; spans: Span[] } {
  const line = raw.slice(raw.replace(/\r+$/, '').lastIndexOf('\r') + 1)
  const spans: Span[] = []
  let text = ''
  let colour: AnsiColour | null = null
  let bold = false
  let last = 0
  const add = (piece: string) => {
    const plain = piece.replace(control, '')
    if (plain === '') return
    if (colour !== null || bold) spans.push({ from: text.length, to: text.length + plain.length, colour, bold })
    text += plain
  }
  for (const match of line.matchAll(escape)) {
    add(line.slice(last, match.index))
    last = match.index + match[0].length
    if (match[2] !== 'm') continue
    for (const code of (match[1] ?? '').split(';').map(Number)) {
      if (code === 0) [colour, bold] = [null, false]
      else if (code === 1) bold = true
      else if (code === 22) bold = false
      else if (code === 39) colour = null
      else if (code >= 30 && code <= 37) colour = ansiColours[code - 30] ?? null
      else if (code >= 90 && code <= 97) colour = ansiColours[code - 90] ?? null
    }
  }
  add(line.slice(last))
  return { text, spans }
}
