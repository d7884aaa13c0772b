import { createContext, useContext } from 'react'

const FormValues = createContext<Record<string, unknown>>({})
export const FormValuesProvider = FormValues.Provider

/** The other params of the form that a field is in, for fields that depend on them. */
export function useFormValues(): Record<string, unknown> {
  return useContext(FormValues)
}
