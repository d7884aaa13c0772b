const begins: [string, RegExp][] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638/],
  ['image/webp', /^52494646.{8}57454250/],
  ['image/bmp', /^424d/],
]

/** The media type of a picture that browsers show, from its first bytes; null for anything else. */
export function imageType(bytes: Uint8Array): string | null {
  const hex = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  return begins.find(([, pattern]) => pattern.test(hex))?.[0] ?? null
}
