'use client'

import { useRouter } from 'next/navigation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CodeEditor } from '@/components/pipelines/designer/inspector/fields/code-editor'
import { Crumb } from '@/components/shell/crumb'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useWorkspace } from '@/components/ui/workspace-context'
import { firstPython, fitsSignature, templateFor, withSignature } from '@/lib/workspace-components/python-template'
import type { OwnView, PythonComponent } from '@/lib/workspace-components/schema'
import { DeclarationForm, placesOf } from './declaration-form'
import { ownKeys } from './queries'
import { TryPanel } from './try-panel'
import { useKeptDraft } from './use-kept-draft'

export interface PythonEditorProps {
  /** The component whose next version is written; none for a new one. */
  component?: OwnView
  /** What an import found, to begin with. */
  start?: { declaration: PythonComponent; source: string }
  environments: { name: string; title: string }[]
}

/** A component written in Python: what it takes and gives, its code, and a try on a small table. */
export function PythonEditor({ component, start, environments }: PythonEditorProps) {
  const { slug } = useWorkspace()
  const kept = component?.declaration.kind === 'python' ? { declaration: component.declaration, source: component.source } : start
  const draft = useKeptDraft(draftKey(slug, component, start), { declaration: kept?.declaration ?? firstPython, source: kept?.source ?? templateFor(firstPython), note: '' })
  const { declaration, source, note } = draft.value
  const save = useSave(component)
  // Code that nobody has touched follows the declaration.
  const change = (next: PythonComponent) => {
    // What was wrong before may be right now, and rows may have moved.
    save.reset()
    draft.set({ declaration: next, ...(source === templateFor(declaration) && { source: templateFor(next) }) })
  }
  const write = () => draft.set({ source: /^def\s+run\s*\([^)]*\)/m.test(source) ? withSignature(source, declaration) : `${source.trimEnd()}\n\n\n${templateFor(declaration)}` })
  const fits = fitsSignature(source, declaration)
  const { fields, other } = formErrors(save.error, placesOf(declaration))
  return (
    <Page>
      <Crumb label={component ? `Edit ${component.declaration.name}` : 'New Python component'} />
      <PageHeader
        title={component ? `Edit ${component.declaration.name}` : 'New Python component'}
        description={component ? `Publishing makes version ${component.latest + 1}. Steps that use an older version keep it until somebody updates them.` : `Whoever draws in this workspace finds it in the palette.`}
        actions={
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate({ declaration, source, note })}>
            {component ? `Publish version ${component.latest + 1}` : 'Publish'}
          </Button>
        }
      />
      {draft.restored && (
        <p role="note" className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2">
          What you had not published yet is here again.
          <Button size="sm" onClick={() => draft.forget()}>
            Start over
          </Button>
        </p>
      )}
      {other !== null && <ErrorNote title="It could not be published" error={other} />}
      <div className="grid grid-cols-[380px_minmax(0,1fr)] gap-6 max-lg:grid-cols-1">
        <div className="flex flex-col gap-5">
          <DeclarationForm declaration={declaration} onChange={change} environments={environments} errors={fields} />
          {component && (
            <Field label="What is new in it">
              <Input value={note} maxLength={2000} onChange={(event) => draft.set({ note: event.target.value })} />
            </Field>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <section aria-label="Code" className="flex flex-col gap-2">
            <h2 className="text-lg font-semibold">Code</h2>
            <CodeEditor label="Python of the component" language="python" value={source} onChange={(text) => draft.set({ source: text })} columns={undefined} />
            {!fits && (
              <p className="flex flex-wrap items-center gap-2 text-sm text-warning">
                The arguments of run are not those of the declaration.
                <Button size="sm" onClick={write}>
                  Write them
                </Button>
              </p>
            )}
            <p className="text-sm text-muted">
              Tables come as pandas data frames, files as paths, parameters as they are set. Return one value for each output: alone, as a tuple in their order, or as a dict by name. What you print goes to the step’s log.
            </p>
          </section>
          <TryPanel id={component?.id} declaration={declaration} source={source} />
        </div>
      </div>
    </Page>
  )

  function useSave(known: OwnView | undefined) {
    const api = useApi()
    const client = useQueryClient()
    const router = useRouter()
    return useMutation({
      mutationFn: (input: { declaration: PythonComponent; source: string; note: string }) =>
        known ? api.post<OwnView>(`/components/${known.id}/versions`, { ...input, after: known.latest }) : api.post<OwnView>('/components', input),
      onSuccess: async (made) => {
        draft.forget(false)
        await client.invalidateQueries({ queryKey: ownKeys.all(slug) })
        router.push(`/w/${slug}/components/${made.id}`)
        router.refresh()
      },
    })
  }
}

/** Where this browser keeps what is not published: for each version that is edited, and for each import, a place of its own. */
function draftKey(workspace: string, component: OwnView | undefined, start: PythonEditorProps['start']): string {
  return `atelier-component-${workspace}-${component ? `${component.id}@${component.latest}` : start ? `import-${start.declaration.name}` : 'new'}`
}
