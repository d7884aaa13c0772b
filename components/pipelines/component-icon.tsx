import {
  Box,
  ChartSpline,
  Columns3,
  Database,
  DatabaseZap,
  Eraser,
  FileCode,
  Gauge,
  ListFilter,
  Merge,
  Shapes,
  Sigma,
  Split,
  SquareFunction,
  Table2,
  Target,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react'

/** By the names that components declare; a test holds each of them to it. Fixed, so that the page carries these and not all of lucide. */
const icons: Record<string, LucideIcon> = {
  box: Box,
  'chart-spline': ChartSpline,
  'columns-3': Columns3,
  database: Database,
  'database-zap': DatabaseZap,
  eraser: Eraser,
  'file-code': FileCode,
  gauge: Gauge,
  'list-filter': ListFilter,
  merge: Merge,
  shapes: Shapes,
  sigma: Sigma,
  split: Split,
  'square-function': SquareFunction,
  'table-2': Table2,
  target: Target,
  'wand-sparkles': WandSparkles,
}

export function hasIcon(name: string): boolean {
  return name in icons
}

export function ComponentIcon({ name, className }: { name: string; className?: string }) {
  const Icon = icons[name] ?? Box
  return <Icon aria-hidden className={className} strokeWidth={1.75} />
}
