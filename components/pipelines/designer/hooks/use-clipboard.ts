import { useEffect, type RefObject } from 'react'
import type { Commands } from './use-commands'

/** True where the browser's own copy and paste belong: in a field, or with text selected on the page. */
function native(event: ClipboardEvent): boolean {
  const target = event.target
  if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, [role="dialog"], .cm-editor'))) return true
  return event.type !== 'paste' && (window.getSelection()?.toString() ?? '') !== ''
}

/** Steps on the system clipboard as JSON text: they travel between pipelines, tabs and text files, and need no permission. */
export function useClipboard(commands: Commands, canEdit: boolean, pointer: RefObject<{ x: number; y: number } | null>): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      if (native(event)) return
      const text = commands.copy()
      if (text === undefined) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut' && canEdit) commands.remove()
    }
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain')
      if (native(event) || !canEdit || !text) return
      event.preventDefault()
      commands.paste(text, pointer.current ?? undefined)
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', copy)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', copy)
      document.removeEventListener('paste', paste)
    }
  }, [commands, canEdit, pointer])
}
