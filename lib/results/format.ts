/** What stands for a value that is missing or not a number. */
export const NO_VALUE = '–'

const grouped = (digits: number) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits })
const integers = grouped(0)

/** A whole number with thousands separators: 12,345. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? minus(integers.format(value)) : NO_VALUE
}

/** A number to four significant digits, grouped, powers of ten only where it is tiny or huge: 1,234.5 · 0.0123 · 1.2e−7. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NO_VALUE
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 1e-4 || size >= 1e9) return minus(String(Number(value.toPrecision(3)).toExponential()).replace('e+', 'e'))
  const digits = size >= 1000 ? 1 : Math.min(8, 3 - Math.floor(Math.log10(size)))
  return minus(grouped(Math.max(0, digits)).format(value))
}

/** A score such as accuracy with three decimals, more where it would otherwise be rounded up to 1 or down to 0: 0.973 · 1.000 · 0.9996. */
export function formatScore(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return formatNumber(value)
  // Sums in another order leave dust in the last bits.
  const whole = Math.round(value)
  if (Math.abs(value - whole) < 1e-9) return minus(whole.toFixed(3))
  for (let digits = 3; digits <= 6; digits++) {
    const text = value.toFixed(digits)
    if (!Number.isInteger(Number(text))) return minus(text)
  }
  return minus(String(Number(value.toPrecision(9))))
}

/** A share from 0 to 1 as percent: 43.9%. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return NO_VALUE
  const percent = share * 100
  const text = trim(percent.toFixed(1))
  if (text === '100' && share < 1) return '> 99.9%'
  if (text === '0' && share > 0) return '< 0.1%'
  return `${minus(text)}%`
}

/** A difference with its sign: +0.02 · −0.1 · ±0. */
export function formatDelta(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const text = formatNumber(Math.abs(value))
  if (text === '0') return '±0'
  return value > 0 ? `+${text}` : `−${text}`
}

function trim(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function minus(text: string): string {
  return text.replace(/^-/, '−').replace('e-', 'e−')
}
