'use client'

import { useDeferredValue, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Field } from '@/lib/tracking/filter/schema'
import type { FieldPickerProps } from './field-picker'
import { attributeLabels } from './field-words'
import { experimentKeys, fetchKeys } from './queries'

const heading = '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted'

/** Names by which runs can be asked for, found by typing: the studio searches, however many they are. */
export default function FieldList({ experiment, attributes, metrics = true, onChoose, ...rest }: Omit<FieldPickerProps, 'value' | 'placeholder'>) {
  const api = useApi()
  const { slug } = useWorkspace()
  const [typed, setTyped] = useState('')
  const contains = useDeferredValue(typed.trim())
  const query = useQuery({ queryKey: experimentKeys.keys(slug, experiment, contains), queryFn: () => fetchKeys(api, experiment, contains), placeholderData: keepPreviousData })
  const lower = contains.toLowerCase()
  const groups: { title: string; fields: Field[] }[] = [
    { title: 'Run', fields: attributes.filter((name) => `${name} ${attributeLabels[name]}`.toLowerCase().includes(lower)).map((key) => ({ kind: 'attribute' as const, key })) },
    { title: 'Metrics', fields: metrics ? (query.data?.metrics ?? []).map((key) => ({ kind: 'metric' as const, key })) : [] },
    { title: 'Parameters', fields: (query.data?.params ?? []).map((key) => ({ kind: 'param' as const, key })) },
    { title: 'Tags', fields: (query.data?.tags ?? []).map((key) => ({ kind: 'tag' as const, key })) },
  ].filter(({ fields }) => fields.length > 0)
  return (
    <Command shouldFilter={false} label={rest['aria-label']}>
      <Command.Input autoFocus value={typed} onValueChange={setTyped} placeholder="Search names" className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint" />
      <Command.List className={cn('max-h-72 overflow-y-auto p-1', heading)}>
        {!query.isPending && groups.length === 0 && <p className="px-2 py-2 text-muted">No name contains this.</p>}
        {groups.map(({ title, fields }) => (
          <Command.Group key={title} heading={title}>
            {fields.map((field) => (
              <Command.Item key={field.key} value={`${field.kind} ${field.key}`} className="flex h-7 cursor-pointer items-center rounded-sm px-2 data-[selected=true]:bg-hover" onSelect={() => onChoose(field)}>
                <span className="truncate">{field.kind === 'attribute' ? attributeLabels[field.key] : field.key}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
