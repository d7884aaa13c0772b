'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { FileInput } from 'lucide-react'
import { Crumb } from '@/components/shell/crumb'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { formatBytes } from '@/components/ui/format'
import { Textarea } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import type { Imported, Read } from '@/lib/workspace-components/imported'
import { ImportedComponent } from './imported-component'
import { PythonEditor, type PythonEditorProps } from './python-editor'

const mostBytes = 2_000_000

/** Component files of Kubeflow Pipelines and Azure ML: what they declare, and what of it can run here. */
export function ImportPage({ environments }: Pick<PythonEditorProps, 'environments'>) {
  const [text, setText] = useState('')
  const [start, setStart] = useState<PythonEditorProps['start']>()
  const read = useMutation({
    mutationFn: async (source: string | File): Promise<Read> => {
      if (typeof source !== 'string') {
        if (source.size > mostBytes) return { ok: false, message: `${source.name} has ${formatBytes(source.size)}; a component file has at most ${formatBytes(mostBytes)}.` }
        source = await source.text()
        setText(source)
      }
      // The reader is fetched only here.
      return (await import('@/lib/workspace-components/import-yaml')).readComponentYaml(source)
    },
  })
  if (start) return <PythonEditor start={start} environments={environments} />
  const choose = (file: File | undefined) => file && read.mutate(file)
  const result = read.data
  return (
    <Page>
      <Crumb label="Import YAML" />
      <PageHeader title="Import a component" description="From the YAML of Kubeflow Pipelines or of an Azure ML command component. Functions written in Python become components here; what runs in a container of its own is shown, and can be written anew." />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          read.mutate(text)
        }}
      >
        <Field label="The file’s text" error={result && !result.ok ? result.message : read.error?.message}>
          <Textarea
            rows={10}
            spellCheck={false}
            className="font-mono text-sm"
            placeholder={'name: Scale columns\ninputs:\n- {name: table, type: CSV}\n…'}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault()
              choose(event.dataTransfer.files[0])
            }}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" busy={read.isPending}>
            Read it
          </Button>
          <Button asChild>
            <label className="cursor-pointer gap-1.5 focus-within:ring-2">
              <FileInput aria-hidden className="size-4" /> Choose a file
              <input
                type="file"
                accept=".yaml,.yml,text/yaml"
                className="sr-only"
                onChange={(event) => {
                  choose(event.target.files?.[0])
                  // The same file again, corrected, is a change too.
                  event.target.value = ''
                }}
              />
            </label>
          </Button>
        </div>
      </form>
      {result?.ok && result.components.length === 0 && <p className="text-muted">The file has no component that runs by itself.</p>}
      {result?.ok && result.components.map((component: Imported, index) => <ImportedComponent key={index} component={component} onOpen={setStart} />)}
    </Page>
  )
}
