import type { FirstWords } from './en.ts';

export const words: FirstWords = {
  title: 'Monturas a la medida de tu cara',
  close: 'Cerrar',
  back: 'Atrás',
  retry: 'Reintentar',
  loading: 'Cargando…',
  step_photo: 'Foto',
  step_size: 'Tu talla',
  step_wishes: 'Gustos',
  step_frames: 'Monturas',
  the_shop: 'la tienda',
  consent_title: 'Tu talla con una sola foto',
  consent_lead:
    'Medimos tu cara en milímetros y mostramos las monturas que te quedan bien. Tú decides qué pasa.',
  consent_memory: 'La foto se mide en la memoria del servidor de {store} y nunca se guarda.',
  consent_hours:
    'Se guardan los números, {hours} horas como máximo, y tus respuestas de aquí. Puedes borrar ambos cuando quieras.',
  consent_identity: 'No sirven para reconocerte ni se entregan a nadie.',
  consent_more: 'Solo si quieres',
  consent_personal: 'Tener en cuenta lo que miro y elijo para aconsejarme mejor',
  consent_analytics: 'Contar, sin mi nombre, cómo se usa esta herramienta para mejorarla',
  consent_marketing: 'Usar lo que elijo para ofertas de {store}',
  consent_gpc: 'Tu navegador pide que no se te rastree. Lo tomamos como un no.',
  consent_yes: 'Aceptar y medir mi cara',
  consent_no: 'Seguir sin foto',
  consent_age: 'Solo para adultos, desde los 18 años.',
  ask: 'Hacer una pregunta',
  'unreachable.title': 'El servicio de medición no responde',
  'unreachable.advice': 'La tienda funciona como siempre. Inténtalo de nuevo en un momento.',
  'unknown.title': 'No ha funcionado',
  'unknown.advice': 'Inténtalo de nuevo.',
};
