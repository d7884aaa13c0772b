import * as z from 'zod/mini'

/** The entry that runs every workspace component written in Python: python/atelier_runner/steps/custom_component.py. */
export const pythonEntry = 'custom_component'

/** The key of a frozen step's params under which its program travels; no parameter can be called so. */
export const codeKey = '@code'

const Ports = z.array(z.object({ name: z.string(), type: z.string(), optional: z.optional(z.boolean()) }))

/** What an agent needs besides the parameters to run a component written in Python. */
export const PythonCode = z.object({ source: z.string(), inputs: Ports, outputs: Ports })
export type PythonCode = z.infer<typeof PythonCode>

/** The program of a frozen step; undefined where its component comes with Atelier. */
export function codeIn(params: Record<string, unknown>): PythonCode | undefined {
  const parsed = PythonCode.safeParse(params[codeKey])
  return parsed.success ? parsed.data : undefined
}

/** What was set, without the program. */
export function withoutCode({ [codeKey]: _, ...params }: Record<string, unknown>): Record<string, unknown> {
  return params
}
