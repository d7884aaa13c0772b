import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(path.resolve(import.meta.dirname, '../../app/globals.css'), 'utf8')
const tokens = new Map([...css.matchAll(/--([a-z\d-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [name!, [light!, dark!] as const]))

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(front: string, back: string, theme: 0 | 1): number {
  const [a, b] = [luminance(tokens.get(front)![theme]), luminance(tokens.get(back)![theme])].sort((x, y) => y - x)
  return (a! + 0.05) / (b! + 0.05)
}

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover']
const text: [string, string[]][] = [
  ['fg', [...grounds, 'selected', 'pressed']],
  ['muted', [...grounds, 'selected', 'queued-soft', 'failed-soft']],
  ['faint', ['canvas', 'surface', 'raised', 'sunken']],
  ['link', [...grounds, 'selected']],
  ['accent-fg', ['accent', 'accent-hover']],
  ['danger-fg', ['danger', 'danger-hover']],
  ...['queued', 'running', 'succeeded', 'reused', 'failed', 'warning'].map((name): [string, string[]] => [name, ['canvas', 'surface', 'raised', 'hover', `${name}-soft`]]),
]
const marks: [string, string[]][] = [
  ...Array.from({ length: 8 }, (_, index): [string, string[]] => [`series-${index + 1}`, ['canvas', 'surface', 'raised']]),
  ...['table', 'model', 'image-folder', 'transformation', 'evaluation', 'file', 'any'].map((name): [string, string[]] => [`port-${name}`, ['canvas', 'surface', 'raised']]),
  ['control', ['surface', 'canvas']],
  ['ring', ['canvas', 'surface', 'raised']],
]

describe.each([['light', 0], ['dark', 1]] as const)('in the %s theme', (_, theme) => {
  it.each(text.flatMap(([front, backs]) => backs.map((back) => [front, back])))('text %s on %s has 4.5 : 1', (front, back) => {
    expect(contrast(front!, back!, theme)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(marks.flatMap(([front, backs]) => backs.map((back) => [front, back])))('the mark %s on %s has 3 : 1', (front, back) => {
    expect(contrast(front!, back!, theme)).toBeGreaterThanOrEqual(3)
  })
})
