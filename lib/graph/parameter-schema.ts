import * as z from 'zod/mini'

export const ParameterName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'A parameter’s name begins with a letter and has letters, digits, _ or - (64 at most)'))

const about = { name: ParameterName, help: z._default(z.string().check(z.maxLength(1000)), '') }
export const PipelineParameter = z.discriminatedUnion('type', [
  z.object({ ...about, type: z.literal('number'), default: z.number() }),
  z.object({ ...about, type: z.literal('integer'), default: z.number().check(z.int()) }),
  z.object({ ...about, type: z.literal('text'), default: z.string().check(z.maxLength(10_000)) }),
  z.object({ ...about, type: z.literal('boolean'), default: z.boolean() }),
  z
    .object({ ...about, type: z.literal('choice'), choices: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(100)), default: z.string() }).check(z.refine(({ choices, default: value }) => choices.includes(value), { path: ['default'], message: 'The default is not one of the choices' })),
])
export type PipelineParameter = z.infer<typeof PipelineParameter>

/** Left out of a graph where there are none. */
export const Parameters = z.object({ parameters: z.optional(z.array(PipelineParameter).check(z.maxLength(100))) })
export type Parameters = z.infer<typeof Parameters>

/**
 * In place of a param's value. `as` says where the parameter's value must be brought into another form: `text`, as a
 * filter's value is text also for numbers, or `data-asset`, where it is the asset's name.
 */
export const Tie = z.strictObject({ $parameter: z.string(), as: z.optional(z.enum(['text', 'data-asset'])) })
export type Tie = z.infer<typeof Tie>
