import { NoPermission } from '@/components/shell/no-permission'

export default NoPermission
