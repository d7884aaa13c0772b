import { text } from 'node:stream/consumers'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { openFile } from '../artifacts/files'
import { joinPath } from '../artifacts/path'

const largest = 4 << 20
const Column = z.object({ name: z.string().optional(), type: z.string().optional(), required: z.boolean().optional(), 'tensor-spec': z.object({ dtype: z.string(), shape: z.array(z.number()) }).optional() })
const MlModel = z.object({ flavors: z.record(z.string(), z.unknown()).optional(), signature: z.object({ inputs: z.string().nullish(), outputs: z.string().nullish() }).nullish() })

export interface SignatureColumn {
  name: string
  type: string
  optional: boolean
}

export interface Signature {
  inputs: SignatureColumn[]
  outputs: SignatureColumn[]
  flavors: string[]
}

/** What a model takes and gives, as its MLmodel file says; null where there is none that can be read. @throws AppError `forbidden` */
export async function readSignature(ctx: Context, folder: string): Promise<Signature | null> {
  try {
    const file = await openFile(ctx, joinPath(folder, 'MLmodel'))
    if (file.size > largest) return null
    const model = MlModel.safeParse(parse(await text(file.open())))
    if (!model.success) return null
    const { signature, flavors } = model.data
    return { inputs: columnsOf(signature?.inputs), outputs: columnsOf(signature?.outputs), flavors: Object.keys(flavors ?? {}).filter((name) => name !== 'python_function') }
  } catch (error) {
    if (isAppError(error) && error.code === 'forbidden') throw error
    return null
  }
}

function columnsOf(json: string | null | undefined): SignatureColumn[] {
  if (!json) return []
  const columns = z.array(Column).safeParse(JSON.parse(json))
  if (!columns.success) return []
  return columns.data.map(({ name, type, required, 'tensor-spec': tensor }, index) => ({
    name: name ?? (columns.data.length > 1 ? `column ${index + 1}` : 'values'),
    type: tensor ? `${tensor.dtype} (${tensor.shape.map((size) => (size < 0 ? 'any' : size)).join(' × ')})` : (type ?? ''),
    optional: required === false,
  }))
}
