import { BinaryReader } from '@bufbuild/protobuf/wire'

/** Fields as of tensorflow/core/framework/tensor.proto; numbers of every type are in `numbers`. */
export interface Tensor {
  type: number
  shape: number[]
  content: Uint8Array | null
  numbers: number[]
  strings: Uint8Array[]
}

export interface Histogram {
  min: number
  max: number
  /** Right edges, ascending, and how many values lie below each and not below the one before. */
  limits: number[]
  counts: number[]
}

/** One value of an event: exactly one of the last five, or none where it is of a kind that is not known. */
export interface SummaryValue {
  tag: string
  /** The plugin that it belongs to; usually only in a tag's first record of a file. */
  plugin: string
  simple?: number
  image?: { width: number; height: number; bytes: Uint8Array }
  histogram?: Histogram
  tensor?: Tensor
  other?: string
}

export interface Event {
  /** Seconds since 1970. */
  wallTime: number
  step: bigint
  values: SummaryValue[]
}

type Fields = Record<number, (reader: BinaryReader, wire: number) => void>

/** Reads a message: each field that `fields` knows by its number; others are skipped. */
function message(bytes: Uint8Array, fields: Fields): void {
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag()
    const field = fields[number]
    if (field) field(reader, wire)
    else reader.skip(wire, number)
  }
}

const lengthDelimited = 2

/** A repeated number, packed or not. */
function repeated(into: number[], one: (reader: BinaryReader) => number) {
  return (reader: BinaryReader, wire: number) => {
    if (wire !== lengthDelimited) return void into.push(one(reader))
    const inner = new BinaryReader(reader.bytes())
    while (inner.pos < inner.len) into.push(one(inner))
  }
}

/** An event of a TensorBoard file (tensorflow/core/util/event.proto) as far as it is shown. @throws Error where the bytes are no such message */
export function decodeEvent(bytes: Uint8Array): Event {
  const event: Event = { wallTime: 0, step: 0n, values: [] }
  message(bytes, {
    1: (reader) => (event.wallTime = reader.double()),
    2: (reader) => (event.step = BigInt(reader.int64())),
    5: (reader) => message(reader.bytes(), { 1: (inner) => event.values.push(decodeValue(inner.bytes())) }),
    4: (reader) => (reader.bytes(), event.values.push({ tag: '', plugin: '', other: 'graphs' })),
  })
  return event
}

function decodeValue(bytes: Uint8Array): SummaryValue {
  const value: SummaryValue = { tag: '', plugin: '' }
  message(bytes, {
    1: (reader) => (value.tag = reader.string()),
    2: (reader) => (value.simple = shortest(reader.float())),
    4: (reader) => (value.image = decodeImage(reader.bytes())),
    5: (reader) => (value.histogram = decodeHistogram(reader.bytes())),
    6: (reader) => (reader.bytes(), (value.other = 'audio')),
    8: (reader) => (value.tensor = decodeTensor(reader.bytes())),
    9: (reader) => message(reader.bytes(), { 1: (data) => message(data.bytes(), { 1: (name) => (value.plugin = name.string()) }) }),
  })
  return value
}

function decodeImage(bytes: Uint8Array) {
  const image: NonNullable<SummaryValue['image']> = { width: 0, height: 0, bytes: new Uint8Array() }
  message(bytes, {
    1: (reader) => (image.height = reader.int32()),
    2: (reader) => (image.width = reader.int32()),
    4: (reader) => (image.bytes = reader.bytes()),
  })
  return image
}

function decodeHistogram(bytes: Uint8Array): Histogram {
  const histogram: Histogram = { min: 0, max: 0, limits: [], counts: [] }
  const double = (reader: BinaryReader) => reader.double()
  message(bytes, {
    1: (reader) => (histogram.min = reader.double()),
    2: (reader) => (histogram.max = reader.double()),
    6: repeated(histogram.limits, double),
    7: repeated(histogram.counts, double),
  })
  return histogram
}

function decodeTensor(bytes: Uint8Array): Tensor {
  const tensor: Tensor = { type: 0, shape: [], content: null, numbers: [], strings: [] }
  const { numbers } = tensor
  message(bytes, {
    1: (reader) => (tensor.type = reader.int32()),
    2: (reader) => message(reader.bytes(), { 2: (shape) => tensor.shape.push(dimension(shape.bytes())) }),
    4: (reader) => (tensor.content = reader.bytes()),
    5: repeated(numbers, (reader) => shortest(reader.float())),
    6: repeated(numbers, (reader) => reader.double()),
    7: repeated(numbers, (reader) => reader.int32()),
    8: (reader) => tensor.strings.push(reader.bytes()),
    10: repeated(numbers, (reader) => Number(reader.int64())),
    11: repeated(numbers, (reader) => Number(reader.bool())),
    13: repeated(numbers, (reader) => reader.int32()),
  })
  return tensor
}

function dimension(bytes: Uint8Array): number {
  let size = 0
  message(bytes, { 1: (reader) => (size = Number(reader.int64())) })
  return size
}

/** The shortest decimal that is this number at single precision: 0.1, where widening alone would give 0.10000000149011612. */
export function shortest(single: number): number {
  if (!Number.isFinite(single)) return single
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(single.toPrecision(digits))
    if (Math.fround(rounded) === single) return rounded
  }
  return single
}
