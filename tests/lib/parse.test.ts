import * as z from 'zod/mini'
import { expect, it } from 'vitest'
import { formErrors } from '@/components/ui/action-result'
import { ApiError } from '@/components/ui/api-client'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'

const Shape = z.object({ name: z.string().check(z.minLength(1, 'A name is needed')), hosts: z.array(z.string().check(z.minLength(1, 'Empty'))) })

function refused(input: unknown, schema: z.core.$ZodType = Shape): AppError {
  try {
    parse(schema, input)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('It was not refused.')
}

it('says the first problem in words, and each by its field', () => {
  const error = refused({ name: '', hosts: ['a', ''] })
  expect([error.code, error.message, error.details]).toEqual(['invalid', 'name: A name is needed', { fields: { name: 'A name is needed', 'hosts.1': 'Empty' } }])
  const Even = z.number().check(z.refine((value) => value % 2 === 0, 'An even number is needed'))
  expect([refused(3, Even).message, refused(3, Even).details]).toEqual(['An even number is needed', { fields: { input: 'An even number is needed' } }])
})

it('puts each problem at its field in a form, and shows the whole where one of them has no place there', () => {
  const { code, message, details } = refused({ name: '', hosts: ['a', ''] })
  const error = new ApiError(code, message, 400, details)
  expect(formErrors(error, ['name', 'hosts'])).toEqual({ fields: { name: 'A name is needed', hosts: 'Empty' }, other: null })
  expect(formErrors(error, ['name', 'host'])).toEqual({ fields: { name: 'A name is needed' }, other: error })
  const elsewhere = new ApiError('conflict', 'Somebody was faster.', 409)
  expect(formErrors(elsewhere, ['name'])).toEqual({ fields: {}, other: elsewhere })
  expect(formErrors(null, ['name'])).toEqual({ fields: {}, other: null })
})
