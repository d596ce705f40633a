import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** This process, told apart by machine, process and life: in a container every process may be number 1. */
const SELF = { host: hostname(), pid: process.pid, life: randomBytes(6).toString('base64url') };

/** A name for one hold of this process on something, that others can ask about. */
export function newHolder(): string {
  return `${SELF.host}/${SELF.pid}/${SELF.life}/${randomBytes(6).toString('base64url')}`;
}

/** True when the holder was a process of this machine that no longer runs. Of other machines nothing is known. */
export function isHolderGone(holder: string): boolean {
  const [host, pid, life] = holder.split('/');
  if (host !== SELF.host) return false;
  if (Number(pid) === SELF.pid) return life !== SELF.life;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
