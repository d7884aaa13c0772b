/**
 * Label Studio's packing of a brush: the RGBA bytes of the image, row by row, in its own bit stream (thi.ng/rle-pack): 32 bits of
 * length, 5 bits of word size - 1, four times 4 bits of run size - 1, then runs (1, size index, length - 1, value) and
 * stretches (0, size index, length - 1, values). The alpha says what is painted.
 */
export function packBrush(bits: Uint8Array): number[] {
  const out = new BitWriter()
  out.write(bits.length * 4, 32)
  out.write(7, 5)
  for (const size of sizes) out.write(size - 1, 4)
  for (let at = 0; at < bits.length; ) {
    let end = at + 1
    while (end < bits.length && bits[end] === bits[at]) end++
    // All four channels carry the mask, so that a run of pixels is a run of bytes.
    for (let bytes = (end - at) * 4; bytes > 0; ) {
      const length = Math.min(bytes, 65_536)
      const size = sizes.findIndex((width) => length <= 2 ** width)
      out.write(1, 1)
      out.write(size, 2)
      out.write(length - 1, sizes[size]!)
      out.write(bits[at] ? 255 : 0, 8)
      bytes -= length
    }
    at = end
  }
  return out.end()
}

const sizes = [3, 4, 8, 16]

/** The painted pixels, one byte each. @throws RangeError where the bytes do not fill `pixels` */
export function unpackBrush(bytes: number[], pixels: number): Uint8Array {
  const input = new BitReader(bytes)
  const count = input.read(32)
  if (count !== pixels * 4) throw new RangeError(`The brush covers ${count / 4} pixels, and the image has ${pixels}.`)
  const word = input.read(5) + 1
  const widths = [0, 1, 2, 3].map(() => input.read(4) + 1)
  const bits = new Uint8Array(pixels)
  for (let at = 0; at < count; ) {
    const run = input.read(1) === 1
    const end = at + 1 + input.read(widths[input.read(2)]!)
    let value = run ? input.read(word) : 0
    for (; at < end; at++) {
      if (!run) value = input.read(word)
      if (at % 4 === 3 && value > 0 && at < count) bits[at >> 2] = 1
    }
  }
  return bits
}

class BitWriter {
  private readonly bytes: number[] = []
  private free = 0

  write(value: number, width: number): void {
    for (let bit = width - 1; bit >= 0; bit--) {
      if (this.free === 0) {
        this.bytes.push(0)
        this.free = 8
      }
      if (Math.floor(value / 2 ** bit) % 2 === 1) this.bytes[this.bytes.length - 1]! |= 1 << (this.free - 1)
      this.free--
    }
  }

  end(): number[] {
    return this.bytes
  }
}

class BitReader {
  private at = 0

  constructor(private readonly bytes: number[]) {}

  read(width: number): number {
    let value = 0
    for (let bit = 0; bit < width; bit++, this.at++) {
      const byte = this.bytes[this.at >> 3]
      if (byte === undefined) throw new RangeError('The brush ends too early.')
      value = value * 2 + ((byte >> (7 - (this.at & 7))) & 1)
    }
    return value
  }
}
