'use client'

import { lateMenu } from '@/components/ui/late-menu'
import { SkeletonRows } from '@/components/ui/skeleton'
import { lazyPart } from '@/components/ui/lazy-part'
import { markParts } from './marks/mark-nodes'

/*
 * What opening a pipeline does not need. It is fetched with the first sign that somebody works here (see
 * `usePreload`), so that it is there when it is wanted and, after that, without a network too.
 */
export const StepInspector = lazyPart(() => import('./inspector/step-inspector').then((module) => module.StepInspector), { loading: () => <SkeletonRows rows={5} className="p-4" /> })
export const ComputeSection = lazyPart(() => import('./inspector/compute-section').then((module) => module.ComputeSection))
export const ManyInspector = lazyPart(() => import('./inspector/many-inspector').then((module) => module.ManyInspector))
export const NoteInspector = lazyPart(() => import('./marks/note-inspector').then((module) => module.NoteInspector))
export const GroupInspector = lazyPart(() => import('./marks/group-inspector').then((module) => module.GroupInspector))
export const BookmarksPanel = lazyPart(() => import('./bookmarks/bookmarks-panel').then((module) => module.BookmarksPanel))
export const CommentFollower = lazyPart(() => import('./comments/comment-follower').then((module) => module.CommentFollower), { failed: () => null })
export const EdgeInspector = lazyPart(() => import('./inspector/edge-inspector').then((module) => module.EdgeInspector))
export const QuickAdd = lazyPart(() => import('./quick-add').then((module) => module.QuickAdd))
export const ConnectDialog = lazyPart(() => import('./connect-dialog').then((module) => module.ConnectDialog))
export const FindBar = lazyPart(() => import('./find/find-bar').then((module) => module.FindBar))
export const StepMenu = lazyPart(() => import('./step-menu').then((module) => module.StepMenu))
export const MarkMenu = lazyPart(() => import('./marks/mark-menu').then((module) => module.MarkMenu))
export const ParametersSection = lazyPart(() => import('./parameters/parameters-section').then((module) => module.ParametersSection))
export const RunWith = lazyPart(() => import('./parameters/run-with').then((module) => module.RunWith))
export const VersionsDialog = lazyPart(() => import('./versions/versions-dialog').then((module) => module.VersionsDialog))
export const ProblemPopover = lazyPart(() => import('./problem-popover').then((module) => module.ProblemPopover))
export const ProblemRows = lazyPart(() => import('./problem-rows').then((module) => module.ProblemRows))
export const DrawerContent = lazyPart(() => import('./drawer-content').then((module) => module.DrawerContent), { loading: () => <SkeletonRows rows={6} className="p-3" /> })
export const MoreItems = lateMenu(() => import('./more-items').then((module) => module.MoreItems))
export const RunItems = lateMenu(() => import('./run-items').then((module) => module.RunItems))

export const InsideBar = lazyPart(() => import('@/components/workspace-components/inside-bar').then((module) => module.InsideBar))
export const MakeComponent = lazyPart(() => import('@/components/workspace-components/make-component').then((module) => module.MakeComponent))

const parts = [MakeComponent, StepInspector, ComputeSection, ManyInspector, NoteInspector, GroupInspector, ...markParts, EdgeInspector, QuickAdd, BookmarksPanel, ConnectDialog, FindBar, StepMenu, MarkMenu, ParametersSection, RunWith, VersionsDialog, ProblemPopover, ProblemRows, DrawerContent, MoreItems, RunItems]

/** Fetches all of them, and what only they load: the code editor, the layout, tables and charts. */
export function preloadParts(): void {
  for (const part of parts) part.preload()
  void import('../actions/insert-steps').catch(() => undefined)
}

/** The heavy ones, which few need at once, but which work without a network only if they are there. */
export function preloadHeavy(): void {
  void import('./inspector/fields/code-editor').catch(() => undefined)
  void import('@dagrejs/dagre').catch(() => undefined)
}
