import { shortest, type Tensor } from './decode-event'

const types = { float: 1, double: 2, int32: 3, uint8: 4, int16: 5, int8: 6, string: 7, int64: 9, bool: 10, bfloat16: 14, half: 19 } as const

const bytesOf: Record<number, number> = { [types.float]: 4, [types.double]: 8, [types.int32]: 4, [types.uint8]: 1, [types.int16]: 2, [types.int8]: 1, [types.int64]: 8, [types.bool]: 1, [types.bfloat16]: 2, [types.half]: 2 }

/** A tensor's numbers, in row-major order: from its raw content (little-endian) or its lists. Null where it holds none. */
export function tensorNumbers(tensor: Tensor): number[] | null {
  const { type, content, numbers } = tensor
  if (type === types.string || bytesOf[type] === undefined) return null
  if (content) return numbersIn(content, type)
  const bits = type === types.half ? halfNumber : type === types.bfloat16 ? brainNumber : null
  const given = bits ? numbers.map(bits) : numbers
  // A list that is shorter than the shape repeats its last number.
  const count = tensor.shape.reduce((product, size) => product * size, 1)
  return given.length > 0 && given.length < count && count <= 1_000_000 ? [...given, ...Array.from({ length: count - given.length }, () => given.at(-1)!)] : given
}

/** A tensor's strings; null where it holds none. */
export function tensorStrings({ type, strings }: Tensor): Uint8Array[] | null {
  return type === types.string ? strings : null
}

function numbersIn(content: Uint8Array, type: number): number[] {
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  const width = bytesOf[type]!
  return Array.from({ length: Math.floor(content.length / width) }, (_, index) => numberAt(view, index * width, type))
}

function numberAt(view: DataView, at: number, type: number): number {
  if (type === types.float) return shortest(view.getFloat32(at, true))
  if (type === types.double) return view.getFloat64(at, true)
  if (type === types.int32) return view.getInt32(at, true)
  if (type === types.int64) return Number(view.getBigInt64(at, true))
  if (type === types.int16) return view.getInt16(at, true)
  if (type === types.int8) return view.getInt8(at)
  if (type === types.half) return halfNumber(view.getUint16(at, true))
  if (type === types.bfloat16) return brainNumber(view.getUint16(at, true))
  return view.getUint8(at)
}

/** IEEE 754 binary16. */
function halfNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15))
}

/** The upper half of a binary32. */
function brainNumber(bits: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint32(0, bits << 16)
  return view.getFloat32(0)
}
