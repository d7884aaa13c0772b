'use client'

import { useState } from 'react'
import { columnLabel } from '@/components/experiments/value-text'
import { formatCount } from '@/components/ui/format'
import { useExperiments, useKeyNames, usePeople, type KeyKind } from './names'
import { SearchChoice, type SearchChoiceProps } from './search-choice'

type Rest = Pick<SearchChoiceProps, 'value' | 'onChange' | 'size' | 'className' | 'id' | 'aria-label' | 'aria-describedby' | 'aria-invalid' | 'clear'>

export function ExperimentChoice({ placeholder = 'Choose an experiment', ...rest }: Rest & { placeholder?: string }) {
  const { experiments, name, search } = useExperiments(rest.value)
  return (
    <SearchChoice
      {...rest}
      placeholder={placeholder}
      shown={name ?? `Experiment ${rest.value}`}
      choices={experiments.map((row) => ({ value: row.id, label: row.name, note: formatCount(row.runs, 'run') }))}
      onSearch={search}
      none="No experiment’s name contains this."
    />
  )
}

const words: Record<KeyKind, string> = { metrics: 'metric', params: 'parameter', tags: 'tag' }

export interface KeyChoiceProps extends Rest {
  /** Of whose runs. */
  experiments: string[]
  kinds: readonly KeyKind[]
  placeholder?: string
}

/** A metric, parameter or tag by its name; of several kinds each is told, as in `params.depth`. */
export function KeyChoice({ experiments, kinds, placeholder, ...rest }: KeyChoiceProps) {
  const { names, search } = useKeyNames(experiments, kinds)
  const many = kinds.length > 1
  const word = kinds.map((kind) => words[kind]).join(' or ')
  return (
    <SearchChoice
      {...rest}
      placeholder={placeholder ?? `Choose a ${word}`}
      shown={many ? columnLabel(rest.value) : rest.value}
      choices={names.map((name) => (many ? { value: name, label: columnLabel(name), note: words[name.split('.')[0] as KeyKind] } : { value: name, label: name }))}
      onSearch={search}
      free={!many}
      none={experiments.some(Boolean) ? `No ${word}’s name contains this.` : 'Choose an experiment first, or type the whole name.'}
    />
  )
}

export function PersonChoice(rest: Rest) {
  const people = usePeople()
  const [typed, setTyped] = useState('')
  return (
    <SearchChoice
      {...rest}
      placeholder="Anybody"
      choices={people.filter((name) => name.toLowerCase().includes(typed.toLowerCase())).map((name) => ({ value: name, label: name }))}
      onSearch={setTyped}
      free
      none="Nobody of this name has logged runs."
    />
  )
}
