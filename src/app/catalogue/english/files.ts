/** Networks in and out: what can be saved and opened, and what came of it. */
export const files = {
  'files.title': 'Networks in and out',
  'files.about':
    'What was learnt here is yours: take it to other tools, or bring networks back and go on.',
  'files.saving': 'Saving…',
  'files.opening': 'Opening {file}…',

  'action.files.networks': 'Save networks',
  'action.files.networks.description':
    'Save all Q-networks as one JSON file (n2o-networks), for the command line, for other tools or for this page',
  'action.files.models': 'Save TensorFlow.js models',
  'action.files.models.description':
    'Save one TensorFlow.js model a server in a zip archive; plain TensorFlow.js loads them',
  'action.files.checkpoint': 'Save a checkpoint',
  'action.files.checkpoint.description':
    'Save everything that training depends on, so that it goes on elsewhere from this very slot',
  'action.files.open': 'Open a file…',
  'action.files.open.description':
    'Open networks or a checkpoint: a new run begins with them, once you say so. In stage Agree, networks and observations: N2O runs on them, and your training goes on',

  'files.networks.what':
    'All Q-networks in one JSON file, for this page, the command line and others.',
  'files.models.what': 'One model a server in a zip archive. Plain TensorFlow.js loads them.',
  'files.checkpoint.what':
    'Weights, optimiser, replay memory and random streams: training goes on elsewhere, bit for bit on the same engine.',
  'files.open.what':
    'Networks or a checkpoint, also dropped anywhere on this page. It asks before it ends your run.',
  'files.drop': 'Drop it to open it',
  'files.drop.about':
    'Networks (.json) or a checkpoint (.json.gz). Your run goes on until you say so.',

  'files.origin.networks': 'This run began with the networks of {file}.',
  'files.origin.checkpoint': 'This run goes on from {file}, taken after {slot} training slots.',
  'files.origin.engine':
    '{engine} goes on with it, which trained it: so every bit comes out as if it had never stopped.',
  'files.origin.link': 'A link does not hold them: send the file along.',

  'files.saved': '{file} is saved ({size}), as of training slot {slot}.',
  'files.notSaved': 'Nothing was saved: {reason}',
  'files.nothingYet': 'nothing has been trained yet.',
  'files.opened': '{file} is open: a new run has begun with it.',
  'files.notOpened': '{file} was not opened, and your run goes on as it was. {reason}',
  'files.otherCity':
    '{file} was not opened, and your run goes on as it was. It does not say which city it is for, and it is not for this one. {reason}',
  'files.unknownCity':
    '{file} does not say which city its networks are for. They fit this one, which is used.',
  'files.doubts': '{file}: a part of what it says about its run could not be used. {reasons}',
  'files.agree.notOpened': '{file} was not opened, and this run stays as it was. {reason}',
  'files.agree.checkpoint':
    'It is a checkpoint: open it in stage Learn to go on training, then agree on its networks here.',
  'files.agree.noNetworks': 'These are observations: open the networks that they are for as well.',
  'files.one': 'One file at a time: {file} is opened.',
  'files.kilobytes': '{size} kB',
  'files.megabytes': '{size} MB',
} as const;
