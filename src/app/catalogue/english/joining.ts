/** Servers that come to and go from a run that goes on. */
export const joining = {
  'joining.joined': 'server {ids} joins',
  'joining.joined.several': 'servers {ids} join',
  'joining.left': 'server {ids} leaves',
  'joining.left.several': 'servers {ids} leave',
  'joining.offer': 'Or the run goes on: {who}.',
  'joining.elsewhere': 'A server that would stand elsewhere is a new one.',
  'joining.lsms':
    'Of the LSMs that stay, {changed} get other inputs and {untouched} keep every weight.',
  'joining.lsms.ids':
    'Other inputs for the LSMs of {changed}: weights that fit are kept. Those of {untouched} keep every weight.',
  'joining.lsms.all': 'Other inputs for the LSMs of {changed}: weights that fit are kept.',
  'joining.lsms.none': 'All LSMs that stay keep every weight, bit for bit.',
  'joining.told': 'The run goes on: {who}. {lsms} {ground}',
  'joining.ground':
    'The area stays, {users} users are expected; {links} links, spectral gap of W {before} → {after}.',
  'joining.policy': 'MA-DQL runs the city now: {policy} was made for the servers before.',
  'joining.rival': 'The city beside has ended: {policy} was made for the servers before.',
} as const;
