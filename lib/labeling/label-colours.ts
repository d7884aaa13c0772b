/** Told apart by most colour-blind people and readable on photographs; the first eight are Okabe and Ito's without black. */
const colours = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7', '#9467bd', '#8c564b', '#17becf', '#bcbd22', '#e377c2']

/** The colour of the nth label that is given none: the list first, then hues as far from their neighbours as the golden angle goes. */
export function labelColour(index: number): string {
  return colours[index] ?? hex(((index - colours.length) * 137.508) % 360)
}

/** The key of the nth label that is given none: 1 to 9, then 0. */
export function labelKey(index: number): string {
  return index < 10 ? String((index + 1) % 10) : ''
}

function hex(hue: number): string {
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    return Math.round(255 * (0.55 - 0.3 * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
