import { AppError } from '@/lib/errors'
import { readValues, type Parameters, type ParameterValues } from '@/lib/graph/parameters'

/**
 * The values given for a run's parameters, each of its type.
 * @throws AppError `invalid` with `details.parameters`: by name, what is wrong.
 */
export function checkedValues(pipeline: Parameters, given: Record<string, unknown> = {}): ParameterValues {
  const { values, faults } = readValues(pipeline, given)
  const [first] = Object.values(faults)
  if (first !== undefined) throw new AppError('invalid', `${first}.`, { parameters: faults })
  return values
}
