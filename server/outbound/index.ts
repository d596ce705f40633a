export { allowedAddress, isPublicAddress } from './addresses.ts';
export { type Outbound, type OutboundOptions, OutboundRefused, openOutbound } from './outbound.ts';
