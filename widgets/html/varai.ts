import { defineDiscovery } from '../loader/element.ts';

defineDiscovery(import.meta.url, () => import('../components/mount.tsx'));
