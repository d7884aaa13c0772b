/** Run lengths from COCO's packed text: each difference to the run before the last, in groups of five bits, little end first (pycocotools, rleFrString). */
export function unpackRuns(text: string): number[] {
  const counts: number[] = []
  for (let at = 0; at < text.length; ) {
    let value = 0
    for (let group = 0, more = true; more; group++) {
      const code = text.charCodeAt(at++) - 48
      if (!(code >= 0 && code < 64)) throw new RangeError('The packed run lengths hold a character that does not belong there.')
      value |= (code & 31) << (5 * group)
      more = (code & 32) !== 0
      if (!more && code & 16) value |= -1 << (5 * (group + 1))
    }
    if (counts.length > 2) value += counts[counts.length - 2]!
    counts.push(value)
  }
  return counts
}
