'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { declarationOf, type Choices } from '@/lib/workspace-components/derive'
import { ArgumentName, type SubPipeline } from '@/lib/workspace-components/schema'
import { ParamChoices } from './param-choices'
import { PortChoices } from './port-choices'

export interface ComponentFormProps {
  choices: Choices
  name: string
  summary: string
  button: string
  /** Asks what is new. */
  withNote: boolean
  busy: boolean
  error: unknown
  onSave: (declaration: SubPipeline, note: string) => void
}

/** What a component made of steps is called, and which ports and parameters it shows. */
export function ComponentForm(props: ComponentFormProps) {
  const [choices, setChoices] = useState(props.choices)
  const [name, setName] = useState(props.name)
  const [summary, setSummary] = useState(props.summary)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const called = useRef<HTMLInputElement>(null)
  const missing = name.trim() === ''
  const wrong = wrongName(choices)
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    setTried(true)
    // It may be out of sight by now.
    if (missing) called.current?.focus()
    if (missing || wrong || props.busy) return
    props.onSave(declarationOf(choices, { name: name.trim(), summary: summary.trim() }), note.trim())
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={tried && missing ? 'Give it a name: what the steps do together.' : undefined}>
        <Input ref={called} autoFocus value={name} maxLength={80} placeholder="Clean and split" onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="What it does" help="One line for the palette.">
        <Input value={summary} maxLength={200} onChange={(event) => setSummary(event.target.value)} />
      </Field>
      <PortChoices title="Inputs" none="Nothing comes in: it starts a pipeline." ports={choices.inputs} onChange={(inputs) => setChoices({ ...choices, inputs })} />
      <PortChoices title="Outputs" none="Nothing goes out." ports={choices.outputs} onChange={(outputs) => setChoices({ ...choices, outputs })} />
      <ParamChoices params={choices.params} onChange={(params) => setChoices({ ...choices, params })} />
      {props.withNote && (
        <Field label="What is new in it">
          <Input value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
        </Field>
      )}
      {wrong && <p role="alert" className="text-sm text-failed">{wrong}</p>}
      {props.error !== null && props.error !== undefined && <ErrorNote error={props.error} />}
      <DialogFooter className="mt-1">
        <Button type="submit" variant="primary" busy={props.busy}>
          {props.button}
        </Button>
      </DialogFooter>
    </form>
  )
}

/** Why the names of the chosen ports cannot be kept, in words. */
function wrongName({ inputs, outputs }: Choices): string | undefined {
  for (const ports of [inputs, outputs]) {
    const names = ports.filter((choice) => choice.chosen).map((choice) => choice.port.name)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined) return `Two ports are called “${twice}”; give one of them another name.`
    for (const name of names) {
      const parsed = ArgumentName.safeParse(name)
      if (!parsed.success) return `“${name}”: ${parsed.error.issues[0]!.message}.`
    }
  }
  return undefined
}
