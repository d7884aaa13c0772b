import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Attribute } from '@/lib/labeling/schema'

const kinds = { text: 'Text', number: 'Number', boolean: 'Yes or no', choice: 'One of' } as const

/** What is asked of each shape besides its label. */
export function AttributeRows({ attributes, onChange }: { attributes: Attribute[]; onChange: (attributes: Attribute[]) => void }) {
  const change = (at: number, next: Partial<Attribute>) => onChange(attributes.map((each, index) => (index === at ? { ...each, ...next } : each)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">Attributes</legend>
      {attributes.map(({ name, kind, options }, at) => (
        <div key={at} className="flex flex-wrap gap-2">
          <Input aria-label={`Name of attribute ${at + 1}`} className="min-w-32 flex-1" value={name} onChange={(event) => change(at, { name: event.target.value })} maxLength={60} />
          <Select aria-label={`Kind of attribute ${at + 1}`} className="w-32" value={kind} onValueChange={(next) => change(at, { kind: next as Attribute['kind'] })} options={Object.entries(kinds).map(([value, label]) => ({ value, label }))} />
          {kind === 'choice' && <Input aria-label={`Choices of attribute ${at + 1}, separated by commas`} placeholder="young, old" className="min-w-40 flex-1" defaultValue={options.join(', ')} onBlur={(event) => change(at, { options: event.target.value.split(',').map((option) => option.trim()).filter(Boolean) })} />}
          <Button variant="ghost" icon={X} aria-label={`Remove attribute ${at + 1}`} onClick={() => onChange(attributes.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button icon={Plus} size="sm" className="self-start" disabled={attributes.length >= 30} onClick={() => onChange([...attributes, { name: '', kind: 'text', options: [] }])}>
        Add attribute
      </Button>
    </fieldset>
  )
}
