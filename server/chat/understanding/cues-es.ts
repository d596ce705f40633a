import type { Cues } from './cues.ts';

export const es: Cues = {
  common: `enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo verano invierno
el la los las lo un una unos unas de del al a y e o u pero es son era soy eres somos esta estan estoy estas estamos he has ha hemos han habia hay haya yo tu el ella ellos ellas nosotros
vosotros usted ustedes me te se nos os le les mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa esos esas aquel aquella esto eso que quien cual cuales como cuando cuanto cuanta
cuantos cuesta cuestan donde por porque para con sin en entre sobre hasta desde hacia no ni si muy mas menos mucho mucha muchos poco poca tambien tampoco ya aun todavia solo bien mal gracias hola
buenas buenos dias tardes noches favor porfa quiero quieres quiere queria quisiera puedo puedes puede podeis podria tengo tienes tiene teneis tienen tenia hacer hago hace haceis ver veo ves ve
busco buscando necesito gusta gustan encanta encantan muestra muestrame ensena ensename dame dime di decir ir voy va vas vamos algo alguien nada nadie otro otra otros otras mismo misma mismos
todo toda todos todas cada cualquier siempre nunca ahora hoy manana ayer aqui alli alla entonces pues vale venga claro mejor peor bueno buena malo mala nuevo nueva nuevas primero primera segunda
segundo tercera tercero ultima ultimo precio euros dia semana mes ano anos tiempo vez  persona cosa gente ser estar tener saber se llamas llama gafas cara ojos ojo nariz cabeza pedido paquete
envio tienda hablar aunque sea sean fuera queda quedan quedar quedaria llevo llevar usar vista mesa dale ayuda ayudas ayudame unos favorece van viene venir pido dado igual`,
  trade: `gafas montura monturas lentes cristales sol negro negra negras negros blanco blanca blancas rojo roja rojas azul azules verde verdes marron gris dorado dorada doradas plateado redondo redonda redondas
cuadrado cuadrada cuadradas ovalada ovaladas metal plastico madera titanio acetato carey mujer hombre nino nina ninos color colores forma formas marca marcas presupuesto ligera ligeras ligero barato baratas baratos`,
  intents: {
    greet: {
      sure: '^ muy buenas ?a ?todos $ | ^ hola/buenas/hey/ey/holi/saludos/wenas ?hola/a/que/buenas/buenos/tardes/noches/dias ?tal/tardes/noches/dias/todos $ | ^ ?hola ?muy buenos/buenas dias/tardes/noches | ^ buen dia | ^ que tal $ | ^ hola hola $ | ^ alo $',
      likely: '^ hola/buenas/hey/buenos',
    },
    find_frames: {
      sure: `busco/buscando/buscaba/buscamos … gafas/montura/monturas/algo/unas/lentes/modelo | quiero/quisiera/queria/necesito/querria … gafas/monturas/montura/lentes/unas | muestra*/muestrame/ensename/ensena*/ensenas … gafas/monturas/modelos | gafas nuevas | nuevas gafas`,
      likely: `busco/buscando/buscaba/buscamos | quiero/quisiera/queria/necesito/querria/gustaria | muestra*/muestrame/ensename/ensena*/ensenas | teneis/tienen/tienes/tenes/vendeis/venden | hay ?alguna* | las/los hay | algo/algunas/alguna | me gustaria | que … tienes/teneis/tienen ?en | dame | recomiend* … gafas/unas/alguna/algo | prefiero | mejor en/unas | a ver unas | ver ?las/unas gafas | tipo | que sean/no/tengan | estilo | presupuesto | gastar* | estoy buscando | me hacen falta | ayuda*/ayudame a elegir/encontrar/escoger | unas/unos`,
      hint: 'gafas | montura/monturas | lentes | modelo/modelos | presupuesto',
    },
    product_details: {
      sure: `mas/otras fotos/imagenes | cuentame/dime/hablame/explicame/digame/cuenteme ?algo ?mas ?sobre/de/del/acerca | mas ?informacion/info/detalles/datos ?sobre/de/del/acerca | informacion/info/detalles sobre/de/del | ficha tecnica | descri* | de que ?material es/estan/son/esta | que material | que materiales | de que ?material ?estan/esta hech* | de que son | de que es | cuanto pesa* | que peso | peso de | dimensiones | medidas de | caracteristicas | como es/son la/el/los | ver/verlas/verla de cerca | mas de cerca | ver … detalle* | muestra*/ensena*/ensename la/el | quiero ver la/el | puedo ver la/el | esta/estan hech* | saber mas | quien … fabrica | de que esta`,
      likely: 'mas detalles/info/informacion | material | pesa | detalles | info',
      hint: 'peso | ver',
    },
    fit_question: {
      sure: `me queda*/quedan/quedaria*/quedaran/quedara ?bien/grande/grandes/pequen*/mal/la/las/el | me va/van/ira/iran/irian/vendran/vendra/iria a/bien/la/grande* | me vale/valen/valdr*/servir*/sirve* | son/es de mi talla | mi talla | de mi talla/tamano | talla correcta/adecuada | que talla … soy/uso/elijo/cojo/pido | demasiado grande*/pequen*/ancha*/estrech* para mi/mi | seran/sera/son/es/seria demasiado grande*/pequen*/ancha*/anch*/estrech* | para mi cabeza/cara/nariz $ | se me caen/caeran/caer/resbal* | me apriet* | guia de tallas | me entran | me encaj* | ajustan bien | comod* | me estara* grande*/bien/pequen* | encajan/encaja en | caben/cabe`,
      likely: 'mi talla | me quedan | talla | queda bien | quedar bien | suficientemente',
      hint: 'quedan | ancho',
    },
    face_shape_advice: {
      sure: `que/cuales/cual … favorece*/favorecen/sienta*/sientan ?bien ?me/a/cara/rostro | me favorece*/favorecen/sienta*/sientan/favoreceria* | cara/rostro redond*/ovalad*/cuadrad*/alargad*/triangular/rectangular/larga/angulos* | para ?una ?mi cara/rostro/tipo ?de ?redond*/cara/rostro/ovalad*/cuadrad* | cara de/en forma ?de | forma de corazon/diamante/triangulo | tengo la/una/el/un cara/rostro ?muy/mas/algo/bastante redond*/ovalad*/cuadrad*/alargad*/larg*/en/triangular | que … van/va/quedan/queda ?me ?mejor/bien ?a/con/para ?una/mi/un/la cara/rostro | que gafas me quedan/van/pongo/recomiend* ?mejor ?bien $ | que me recomiend* $ | que me aconsej* | cual* me quedar* mejor | segun mi/la forma/cara | para mi tipo de cara | mi cara es | mandibula | quedarian/quedan bien con | va con mi cara | que me pega | menton | facciones`,
      likely:
        'mi cara | favorece* | recomiendas/recomienda/recomiendan | rostro | forma de ?la cara | aconsejas | que me queda mejor',
      hint: 'cara | consejo*',
    },
    measure_face: {
      sure: `mide/medir*/mideme/medirme/midan/analiza*/escanea* … cara/rostro/cabeza/me/mi | mide/mideme/medirme/escaneame/escanea/escanear | hacer/hacerme/sacar/tomar/subir/mandar/enviar … foto/selfie | que forma … tiene/es mi cara/rostro | que forma de cara/rostro tengo | tipo de cara tengo | forma tiene mi | que cara tengo | analisis ?facial/de | distancia pupilar | camara | webcam | selfie | que talla de gafas | que talla … necesito | que tamano … necesito | saber mi talla/tamano/forma | como se/saber/averiguo … talla/tamano/forma | cual es mi talla/forma | descubrir … forma | analisis de ?mi cara | probador virtual | medicion`,
      likely: 'medir* | mide* | foto | escane* | medidas',
      hint: 'imagen',
    },
    compare: {
      sure: `compar* | diferencia/diferencias | se diferencia* | en que se | cual ?de/es … mejor/dos/mas/prefieres/ligera/barata | que es mejor | lado a lado | versus | vs | mejor … o | cual de las | cual elijo/elegirias/cojo | la … o la`,
      likely: 'mejor que | las dos | o la/el | cual es',
      hint: 'mejor | ambas',
    },
    price: {
      sure: `cuanto ?me cuesta*/cuestan/vale/valen/es/son/sale*/costaria*/costarian/valdria/salen | que precio | cual es el precio | precio de/del/por | el precio de/del | ^ precio | a cuanto | a como | cuanto $ | que vale/valen/cuesta* | cuanto por | en oferta | de oferta | rebajad* | rango de precio* | precios de | cuanto tengo que pagar | por cuanto`,
      likely: 'cuanto | precio/precios | cuesta | oferta | rebaja*',
      hint: 'caro | euros',
    },
    availability: {
      sure: `en stock | disponible* | disponibilidad | agotad* | queda/quedan ?alguna/stock/unidades/de/existencias/la | la/las/lo/los tienes/teneis/tienen/hay/tenes ?tambien ?en/aun/todavia/disponible* | tienes/teneis/tienen la/las/esta/estas/el/este … ?en/aun/todavia/disponible | tienes/teneis/tienen ?tambien la/el … en | en que/cuales colores/tallas/color | que colores | hay/viene/vienen/existe/existen/esta/estan ?la/las/tambien … en | existe* en | viene en | tambien en | todavia tien* | aun tien* | sigue disponible | cuando vuelve/volvera | repon* | hay existencias | stock de | la hay en | se hace en | esta en negro/azul/rojo/verde/marron`,
      likely: 'stock | queda | quedan | disponible | existe* | colores hay/tiene*',
      hint: 'todavia',
    },
    store_question: {
      sure: `cuanto cuestan/valen/cuesta/salen/son los/unos cristales | precio de los cristales | cuanto cuestan/valen las/unas/los lentes progresivas/progresivos/graduadas/graduados | que/cuales marcas | que significa/quiere | que es/son ?el/la/las/los acetato/titanio/lentes/gafas/polari*/fotocrom*/progresiv* | hipoalergenic* | envio/envios | enviais/envian/envias/mandais/mandan ?a/al | entrega/entregas ?gratis/a/en/tardan | gastos de envio | plazo/plazos | devolver*/devolucion* | devuelv* | cambiarlas/cambiarlos/cambiarla/devolverlas/devolverlos/devolverla | cambiar* las/los/la/el/por/mis/unas $ | cambios | cambio de | politica de | reembolso | garantia* | horario* | abris/abren/abierto/abierta/cerrais/cierran | donde estais/esta/estan/quedan la/vuestra/su/ubicad*/situad* | teneis/hay/tienen tienda/optica | tienda fisica | tienda en | direccion | pagar | pago/pagos | paypal | klarna | bizum | tarjeta | a plazos | financia* | seguro | mutua | seguridad social | graduad* | graduar | graduacion $ | limpi* | limpiar* | cuidar | cuidado de | mantenimiento | antirreflej* | anti reflej* | tratamiento* | arregl* | repara* | ajust* | codigo de/promocional | cupon* | descuento para/de/estudiante* | datos | mis fotos | que haceis con | lentillas | cristales incluidos/graduados/nuevos | incluye* | cambiar los cristales | revision de/ocular | prueba/probar* … casa | en casa | funda | estuche | donde se fabric*/hacen | que marcas | que son las/los | que significa polari* | uv | regalo | cuanto tarda* | tarda* en llegar $ | haceis/hacen/poneis | aceptais/aceptan | se puede/puedo … devolver/cambiar/pagar/probar/recoger | factura | newsletter | montais | canarias | internacional* | receta … enviar/mandar/subir/necesito | para que sirv*`,
      likely:
        'devolver* | devolucion | pagar | cristales | garantia | tienda | horario | direccion | descuento* | gratis | lentes | cambio | tarda*',
      hint: 'dias | marcas',
    },
    order_status: {
      sure: `mi/mis pedido/paquete/envio/compra | pedido ?numero/n/no/con/del | numero de pedido/seguimiento | seguimiento | rastre* | donde esta/estan mi/mis | estado de/del ?mi pedido/envio | cuando llega*/llegan/llegara*/recib*/me ?llega* | no ?me ?ha/han llegado | no he recibido | sin recibir | todavia/aun no ?me/ha/han/he ?llega*/recib*/llegado | cancelar ?mi/el/un/la pedido/compra | anular ?mi/el/un/la pedido/compra | cancelar | anular | cambiar ?la direccion de | he pedido | hice un pedido | pedi … hace | compre … hace | han enviado | habeis enviado | ya salio | lo que pedi | pedi unas | hice una compra`,
      likely: 'pedido | paquete | llegado | recibido | rastrear',
      hint: 'espero | esperando',
    },
    like: {
      sure: `me gusta*/gustan/encanta*/encantan/chifla*/mola*/molan/flipa* ?mucho ?la/el/las/los/esta/estas/este/estos | son/es/estan/esta ?muy/tan/super/una/realmente precios*/bonit*/chul*/guap*/hermos*/genial*/divin*/monas/mona/pasada/preciosidad/bell*/increibl* | preciosa*/precioso* | que bonit*/chul*/guap*/mon*/preciosa*/lind* | favorit* | guarda*/guardar*/guardame/apunta* ?me ?la/el/las/esta | lista de deseos | mi preferida | bonit* | chul* | me quedo con la idea | enamorad* | me fascina* | lind*`,
      likely: 'gusta/gustan | encanta/encantan | guapa/guapas | genial | mola',
      hint: 'me gust*',
    },
    add_to_cart: {
      sure: `carrito | cesta | carro | bolsa | me la/lo/las/los llevo/quedo/compro/pido | me llevo/quedo/compro | me quedo con | la/lo/las/los compro/quiero/quiero/pido/llevo ?ya | compro la/el/esta/estas/este | quiero/quisiera/queria comprar*/pedir* ?la/el/esta/estas/las | comprarla/comprarlo/comprarlas/comprarlos | comprar la/el/esta/estas/este/ahora | anade*/anadir/agrega*/agregar/mete*/pon*/ponme | pasar por caja | finalizar/tramitar/hacer ?la/el compra/pedido | voy a comprar/llevarme/pedir | pagar ya | quiero la/el/esta ?primera/segunda/tercera/ultima $ | pidela | pideme | dame la/esta`,
      likely: 'comprar | compro | llevo | cesta',
      hint: 'pedir',
    },
    remove_from_cart: {
      sure: `quita*/quitar*/elimina*/eliminar*/saca*/sacar*/borra*/borrar* … carrito/cesta/carro/bolsa | quitala/quitalo/sacala/sacalo/eliminala/eliminalo | vacia*/vaciar … carrito/cesta/carro | fuera del carrito`,
    },
    handover: {
      sure: `hablar/hablo/comunicar*/chatear/contactar … persona/humano/alguien/agente/asesor*/optico/operador*/responsable/vosotros/encargad*/dependient*/empleado | persona real/humana/de | un/una humano/agente/asesor*/operador*/persona | humano | atencion al cliente | servicio al/de cliente/atencion | telefono | llamar*/llamais/llamadme/llameme/llama*/llamen | llamar | numero de telefono/contacto/atencion | contacto/contactar | correo | vuestro/su email/correo/telefono | pasame/pasas/pasarme/pasa/paseme/conectame/comunicame/ponme con | me pasas/pones/pasa con | alguien que me ayude/atienda/llame | asesor* | operador* | agente | encargado | responsable | hablar con`,
      likely: 'persona | alguien | optico | dependiente',
      hint: 'email | hablar',
    },
    medical: {
      sure: `duele*/duelen ?mucho ?los/el/la/un ojos/ojo/cabeza/vista | me duele* | ojos/ojo … duele*/pica*/pican/rojo*/rojos/secos/seco/lloran/llora/irritad*/cansad*/arden/arde/escuece*/hinchad* | me pica*/pican/escuece*/escuecen/arde*/arden/lloran | dolor/dolores de cabeza/ojos/ojo | dolor | migrana* | jaqueca* | veo/ver/vista/vision doble/borros*/mal/nublad*/peor/manchas/destellos/luces/puntos/moscas | borros* | vision doble/borrosa | astigmat* | catarata* | glaucoma | macular* | retina | diabet* | conjuntivitis | miop* | presbicia | vista cansada | hipermetrop* | dioptria* | que graduacion … necesito/tengo/hace/deberia | mas graduacion | aumentar la graduacion | mareo* | mareos | mareada/mareado/marea/marean | nausea* | moscas volantes | manchas | destellos | estrabismo | bizco | ojo vago  | niquel | oftalmolog* | oculista | receta … significa/leer/entiendo/quiere | significa* … receta/esf/cil | entender/leer/interpretar mi receta/graduacion | operacion/operarme | laser | tension ocular | malo/malas/perjudicial para los ojos/vista | dana* … vista/ojos | perdiendo vista/vision | ojos rojos/secos/cansados | necesito gafas $`,
      likely: 'alergi* | ojos | vista | vision | medico | dolor | receta | sintoma*',
      hint: 'ojo',
    },
    yes: {
      sure: `^ si/vale/claro/ok/okay/bueno/sip/sep/perfecto/exacto/correcto/desde/genial/adelante/dale/venga/seguro/efectivamente ?si/claro/por/venga/vale/gracias/luego/perfecto/dale/favor/que/quiero ?favor/luego/si $ | ^ si por/claro/gracias/quiero/adelante/porfa/me/vale/venga/hazlo/todo/estoy/perfecto/mejor/tengo/dale | ^ claro ?que ?si | ^ por supuesto | ^ desde luego | ^ vale ?venga/perfecto/si/adelante/genial/gracias | ^ adelante | ^ venga ?va/vale/si | ^ de acuerdo | ^ como no | ^ por que no | ^ buena idea | ^ hazlo | ^ me parece bien/genial | ^ esta bien | ^ por favor $ | ^ dale $ | ^ obvio | ^ encantad* | ^ va $ | ^ sii* | ^ genial $ | ^ perfecto $`,
      likely: '^ si/vale/claro/ok',
    },
    no: {
      sure: `^ no/nop/nope/nah/que/nada ?gracias/no/va $ | ^ no gracias/por/quiero/hace/ahora/me/mejor/nada/de/es/lo/creo/tengo/hoy/muchas/deja | ^ no lo se | ^ no se $ | ^ ni idea | ^ mejor no | ^ ahora no | ^ por ahora no | ^ de momento no | ^ para nada | ^ en absoluto | ^ prefiero ?que no | ^ no mucho/realmente/especialmente/demasiado/tanto | ^ la verdad que no | ^ la verdad es que no | ^ mas tarde | ^ luego ?mejor | ^ quiza* luego/despues/mas | ^ tampoco | ^ ni hablar | ^ ni de broma | ^ creo que no | ^ que va | ^ dejalo | ^ todavia no | ^ aun no | ^ otro dia | ^ claro que no | ^ hoy no`,
      likely: '^ no/nop/nope',
    },
    small_talk: {
      sure: `muchisimas gracias | te lo agradezco | gracias ?a/por/de/muy/muchas/amable/todo $ | muchas gracias | mil gracias | como estas | que tal ?estas/va/todo | como va ?todo/eso | como te va | quien eres | como te llamas | cual es tu nombre | tu nombre | eres un/una/humano/real/robot/de ?robot/bot/maquina/persona/ia | que sabes/puedes hacer | que puedes | para que sirves | cuantos anos tienes | chiste | cuentame/dime un chiste | jaja* | jeje* | eres ?muy/un/una ?muy simpatic*/majo/maja/amable/graciosa/gracioso/listo/lista/genial/util | encantado de | mucho gusto | que haces | de donde eres | me caes bien | te gusta*/gustan | que guay $ | bien hecho | duermes | hablas | lol | estas ahi | muy amable`,
      likely: '^ gracias/muchas | gracias | robot | bot',
      hint: 'simpatico',
    },
    complaint: {
      sure: `no vale/valen ?para nada | habeis enviado/mandado otr*/mal/unas | no es/son lo que pedi | nunca mas | mierda | incompetent* | rot* | roto/rota/rotas/rotos | se ?me ?ha/han roto/rompi*/caido | rompi* | defectuos* | defecto* | danad* | queja | quejar* | reclamacion* | reclamar | verguenza | inadmisible | inaceptable | estafa* | timo | decepcion* | decepcionad* | fatal | horrible | pesimo/pesima | desastre | malisim* | mal* servicio/calidad/atencion/experiencia | mala calidad/experiencia/atencion | mal servicio | equivocad* | color/modelo/talla equivocad*/incorrect*/que no | no funciona* | no sirve* | no me/sirves entiende*/sirves/ayud* | inutil | rayad* | aranad* | devolvedme/devuelvan/devuelvanme ?el/mi dinero | mi dinero | enfadad* | furios* | indignad* | insatisfech* | no estoy content*/satisfech* | nadie contesta/responde/atiende/me | nadie me | tomadura de pelo | asco | basura | mierda | porqueria | chapuza* | no era* lo que | me han enviado/mandado/llegado/cobrado ?otr*/mal/unas/el | han cobrado | doblad* | despega* | no entiendes ?nada | tonto | estupid* | incorrect*`,
      likely: 'problema con | mala/malo | error | enganado',
      hint: 'problema',
    },
    goodbye: {
      sure: `adios | hasta luego/pronto/manana/otra/la/siempre | chao | chau | nos vemos | eso es todo | eso seria todo | es todo | nada mas ?gracias $ | con eso ?ya basta/esta/vale | buenas noches $ | que tengas/tenga/tengan/vaya ?un buen* | buen dia $ | buen finde | buena tarde | me voy | tengo que irme | bye | ya esta ?gracias ?eso ?es ?todo $ | ya he terminado | hasta otra | agur | cuidate | un saludo $ | feliz dia/tarde`,
      likely: 'es todo | saludos $',
    },
    out_of_scope: {
      sure: `el tiempo | tiempo ?que hace/hara | va a llover | llueve | lluvia | futbol | partido | politic* | presidente | eleccion* | receta de/para/con | cocin* | pizza | paella | tortilla | capital de | traduc* | poema | deberes | mates | matematicas | bolsa de valores | bitcoin | cripto* | pelicula* | cancion* | musica | restaurante* | hotel* | vuelo/vuelos | avion | tren | noticias | horoscopo | zapat* | pantalon* | vestido | chaqueta | reloj* | que hora | hora es | coche/coches $ | movil | ordenador nuevo | loteria | perro/perros | gato/gatos $ | sentido de la vida | raiz cuadrada | planeta* | program* | python | ignora* … instrucciones/reglas | instrucciones | prompt | redaccion | guerra | religion | impuestos | quien gano | gano | liga | real madrid | barca | tarta | bicicleta nueva | perfume | taxi | libro sobre | habitantes | historia de | bolso | zapatillas`,
      likely: 'pais | ciudad | vacaciones | juego | comer | libro',
    },
  },
  values: {
    shape: {
      rectangle: 'rectang*',
      square: 'cuadrad* | anguloso* | angulosa*',
      round: 'redond* | circular*',
      oval: 'oval* | ovalad*',
      cat_eye: 'ojo de gato | ojos de gato | ojo gato | gatun* | cateye* | felin*',
      butterfly: 'mariposa*',
      aviator: 'aviador* | piloto | tipo piloto | lagrima | gota | aviadoras',
      browline: 'clubmaster* | ceja',
      geometric: 'geometric* | hexagon* | octogon* | poligonal*',
      trapezoid: 'wayfarer* | trapez* | trapecio',
      shield: 'mascara | pantalla',
    },
    color: {
      tortoise: 'carey | tortuga | habana | leopardo | animal print',
      clear: 'transparent* | translucid* | cristal | incolor*',
      blue: 'azul* | celeste* | turquesa* | azul marino | marino',
      multicolor: 'multicolor* | de colores | colorid*',
      gold: 'dorad* | oro | oro rosa',
      silver: 'platead* | plata',
      pink: 'rosa* | rosad* | fucsia',
      black: 'negr*',
      purple: 'morad* | violeta* | lila* | purpura | lavanda | berenjena',
      brown: 'marron* | cafe* | castan* | pard* | chocolate',
      grey: 'gris* | antracita',
      red: 'roj* | granate* | burdeos | vino',
      white: 'blanc* | marfil',
      green: 'verde* | caqui | esmeralda | oliva',
      beige: 'beis | beige* | crema | arena',
      yellow: 'amarill* | mostaza',
      orange: 'naranja* | anaranjad*',
      bronze: 'bronce* | cobre',
    },
    material: {
      wood: 'madera | bambu | maderas',
      horn: 'cuerno | asta',
      metal: 'metal* | metalic* | alambre',
      plastic: 'plastic* | plastico*',
      stainless_steel: 'acero* ?inoxidable | inox',
      titanium: 'titanio',
      acetate: 'acetato*',
      aluminium: 'aluminio',
      nylon: 'nailon | nylon',
    },
    rim: {
      rimless: 'al aire | sin montura/marco/aro/aros/borde | al aire completas',
      semi: 'semi al aire | semi sin | media montura | medio aro | semialaire | semi montura | ranurad*',
      full: 'aro completo | montura completa/entera | marco completo | aro entero | completas',
    },
    size: {
      narrow: `cara/rostro/cabeza ?es ?muy/algo/bastante/mas pequen*/estrech*/fin*/delgad*/chic* | pequen*/estrech*/chic* | cara pequenita | talla pequena/s | menud*`,
      medium: 'median* | talla media/m | tamano medio/mediano | intermedi*',
      wide: `cara/rostro/cabeza ?es ?muy/algo/bastante/mas grande/anch*/gord* | grande/grandes | anch* | oversize* | xl | talla grande/l | enorme* | cabezon* | grandot*`,
    },
    gender: {
      women:
        'mujer* | chica* | senora* | esposa | novia | madre | mama | hermana | abuela | tia | femenin* | dama/damas | prometida | para ella',
      men: 'hombre* | chico* | senor/senores | caballero* | marido | esposo | novio | padre | papa | hermano | abuelo | tio | masculin* | prometido | para el $',
      kids: 'nino* | nina* | hijo* | hija* | bebe* | infantil* | sobrin* | niet* | peque | peques | crio* | adolescente* | anos $ | anitos | chaval*',
      unisex: 'unisex | para los dos',
    },
    occasion: {
      work: 'trabaj* | oficina | negocios | curro | reuniones | profesional* | entrevista* | teletrabajo',
      everyday:
        'diario | dia a dia | todos los dias | cada dia | a diario | uso diario | cotidian* | todo el dia',
      formal: 'boda* | formal* | elegante* | gala | ceremonia | comunion | bautizo | vestir | evento*',
      party: 'fiesta* | salir de noche | noche | discoteca | salir | nochevieja',
      sport:
        'deporte* | deportiv* | correr | running | ciclismo | bici | tenis | padel | esqui* | gimnasio | bicicleta | golf | entrenar | montar en bici',
      driving: 'conducir | conduccion | coche | volante | manejar | carretera',
      outdoor:
        'playa* | montana* | senderismo | aire libre | mar | camping | excursion* | verano | pescar | campo | piscina | vela | nieve',
      school: 'escuela | cole | colegio | instituto | universidad | uni | clase/clases | estudiar',
    },
    lens_type: {
      sun: 'gafas de sol | de sol | sol | para el sol | solares | tintad*',
      polarized: 'polari*',
      photochromic:
        'fotocrom* | fotosensible* | transition* | que se oscurecen/oscurezcan/oscurece | se oscure* | fotogris*',
      blue_light:
        'luz azul | filtro azul | filtro ?de luz azul | para ?el/la/las ordenador/pantalla/pantallas/pc/computadora | pantalla* | ordenador | gaming | antiluz azul | compu',
      progressive: 'progresiv* | multifocal* | bifocal*',
      reading: 'ver de cerca | lectura | leer | de cerca | presbicia gafas',
      mirrored: 'espejad* | espejo | efecto espejo | lentes espejo',
    },
  },
  light:
    'liger* | ligeras | livian* | poco peso | que no pesen ?mucho ?nada | que pesen poco | ultraliger* | superliger* | no ?muy/tan/demasiado pesad* | que pese poco | ni se noten | pesen poco',
  changes: {
    cheaper: `aun/todavia mas barat*/economic* | que caro/cara/caros/caras | es/son un poco caro/cara/caros/caras | un poco caro/cara/caros/caras | mas barat* | menos car* | muy caro/cara/caras/caros | demasiado car* | tan car* | mas economic* | mas asequible* | car*simas | carisim* | me salen car* | se sale* de mi presupuesto | fuera de mi presupuesto | se pasa* de precio/presupuesto | cuesten menos | por menos ?dinero $ | mejor precio | la mas barata | de precio mas bajo | menos precio`,
    dearer:
      'mas car* | gama alta | mas lujos* | lujo* | mas exclusiv* | premium | mejor calidad | de mas calidad | mas alta gama | mas sofisticad*',
    smaller:
      'demasiado toscas | mas pequen* | mas estrech* | mas fin* | muy grande* | demasiado grande* | muy anch* | demasiado anch* | mas chic* | menos anch* | menos grande* | mas discret* de tamano | tan grande*',
    larger:
      'mas grande* | mas anch* | muy pequen* | demasiado pequen* | muy estrech* | demasiado estrech* | menos pequen* | tan pequen* | mas ampli*',
    lighter:
      'mas liger* | mas livian* | menos pesad* | muy pesad* | demasiado pesad* | pesan mucho/demasiado | pesan menos | pesen menos | que pesen menos | tan pesad* | menos peso',
    more: `mas opciones/modelos/gafas/monturas/resultados/de/como | muestra*/muestrame/ensename/ensena/ensenas/dame/ver/quiero/veamos ?ver mas | otras/otros/otra/otro como/parecid*/similar*/asi | parecid* | similar* | del estilo ?de | por el estilo | como la/el/esta/estas/ese/esa ?primera/segunda/tercera | ^ mas $ | hay mas $ | mas asi | alguna/algunas mas | que mas ?hay/tienes/teneis/tienen | siguiente* | tienes/teneis mas | mas parecidas | ver mas`,
    different: `hay otras/otros | ver otras/otros | otras/otros gafas/monturas/modelos/opciones | fea/feas/feo/feos | aburrid* | anticuad* | horrorosas | no me van | no van conmigo | no son para mi | otra cosa | otro estilo/tipo/modelo | otras $ | otros $ | otra forma | algo ?totalmente/completamente/mas diferente/distint* | diferente* | distint* | no son mi estilo | no me gusta*/convence* ?nada $ | ^ no me gusta*/convence* ?nada ?ninguna/estas/esas/estos/mucho $ | no me gusta*/convence*/gustan ninguna/ninguno |   ninguna ?de ?estas ?me ?gusta/convence | no es mi estilo/gusto | ni una me gusta | no me van | esas no | estas no | cambiar de estilo | otras cosas`,
    start_over:
      'de nuevo | desde cero | empez* ?de/desde/otra cero/nuevo/vez/principio | empecemos ?de/otra | empezamos | olvida* ?todo/lo/eso | borra* ?todo/filtros/los | reinici* | volver a empezar | volvamos a empezar | nueva busqueda | desde el principio | borron y cuenta',
  },
  cheap: 'nada ?muy caro | barat* | economic* | asequible* | baratit*',
  any: {
    color:
      'cualquier color | color/colores … igual/importa/indiferente | no importa ?el color/de/que | todos los colores | de cualquier color | color me da igual | me da igual el color | sin preferencia de color | no tengo preferencia de color | color es lo de menos | sea del color que sea',
    shape:
      'cualquier forma | forma/formas … igual/importa/indiferente | no importa la forma | todas las formas | me da igual la forma | forma es lo de menos',
    material:
      'cualquier material | material … igual/importa/indiferente | no importa el material | me da igual el material | todos los materiales | material es lo de menos',
    brand:
      'cualquier marca | marca/marcas … igual/importa/indiferente | no importa la marca | me da igual la marca | todas las marcas | marca es lo de menos',
    size: 'cualquier talla | talla … igual/importa | cualquier tamano | tamano … igual/importa | me da igual la talla/tamano | me da igual el tamano',
    gender: 'genero … igual',
    rim: 'aro … igual',
    occasion: 'para todo | cualquier ocasion | para cualquier cosa',
    price:
      'precio/dinero/presupuesto … igual/importa/indiferente/problema | no importa el precio/presupuesto/dinero | cualquier precio | me da igual el precio/presupuesto/dinero/lo | sin limite ?de ?precio/presupuesto | sin tope | no tengo limite/presupuesto | el dinero no es | cueste lo que cueste | precio es lo de menos | presupuesto ilimitado | olvida* el precio/presupuesto | no hay limite | no hay tope | me da igual cuanto',
  },
  whatever: `da igual | da lo mismo | es igual | no importa | cualquiera | indiferente* | sin preferencia* | no tengo preferencia* | me es indiferente | lo que sea | como quieras | sorprendeme | no me importa | es lo de menos | no se $ | tu eliges | todo vale | ni idea $ | cualquier`,
  topics: {
    color: 'color/colores',
    shape: 'forma/formas',
    material: 'material/materiales',
    brand: 'marca/marcas',
    size: 'talla/tamano',
    price: 'precio/presupuesto/dinero/coste',
    occasion: 'ocasion',
  },
  pronoun: `esta/este/esa/ese/esto/eso $ | esta/este/esa/ese me/es/cuesta/vale/esta/viene/en/la/montura/modelo | me la/lo | la/lo tienes/teneis/tienen/quiero/compro/hay/llevo/pones | ponla/ponlo | anadela/anadelo | agregala | metela | guardala/guardamela | de esta/este/esa/ese | la/lo anades/agregas/metes | comprarla/comprarlo | probarmela | con esta/esa | esta/este/esa/ese`,
  ordinals: {
    1: 'primeras/primeros dos/tres/cuatro | dos/tres primeras/primeros | primera | primero | primer | primeras $ | numero uno/1 | la 1 | la uno | 1a | de la izquierda',
    2: 'segunda | segundo | numero dos/2 | la 2 | la dos | 2a | la del medio | la del centro',
    3: 'tercera | tercero | tercer | numero tres/3 | la 3 | la tres | 3a',
    4: 'cuarta | cuarto | numero cuatro/4 | la 4 | la cuatro | 4a',
    5: 'quinta | quinto | numero cinco/5 | la 5 | la cinco',
    6: 'sexta | sexto | numero seis/6',
    7: 'septima | septimo | numero siete/7',
    8: 'octava | octavo | numero ocho/8',
    '-1': 'ultimas/ultimos ?dos/tres | dos/tres ultimas/ultimos | ultima | ultimo | de la derecha',
    0: 'como esta/este/esa | esta de aqui | este modelo | esta montura | esa de ahi | parecidas a esta',
  },
  not: 'no | sin | ni | nada | nunca | excepto | menos | salvo | tampoco | excluyendo | evitar | evita/evite | odio | jamas | todo/todas/cualquiera/cualquier menos | aparte de | en vez de | en lugar de | que no sean/sea/tengan/lleven/este',
  but: 'pero | sino | porfa | por favor | solo | en cambio | prefiero | quiero | busco | eso si',
  rather: 'mejor',
  or: 'o | ni | u',
  and: 'y | e',
  face: `
      cara/rostro ?es ?muy/mas/algo/bastante redond*/ovalad*/cuadrad*/alargad*/larg*/triangular/rectangular/angulos* |
      cara de/en forma ?de corazon/diamante | caras redond*/ovalad*/cuadrad*/alargad* | mandibula cuadrad* |
      no ?muy/tan/demasiado car*/caras`,
  unmeant: `nada me queda ?bien | nariz ?muy/bastante grande/ancha/pequena/larga | que no sea/sean/este/esten ?muy/tan/demasiado car* | no ?son ?sean ?sea ?muy/tan/demasiado car*/caras | buenas noches/tardes/dias | buenos dias | no se | no estoy segur* | no hay problema | por que no |
      nada mal | no gracias | todavia no | aun no | nada muy car* | no mucho dinero | no encuentro | no solo |
      claro que | esta claro | tengo claro | no me queda* claro | a la vista | vista cansada | hacer falta |
      de acuerdo | al dia | buen dia | gafas de vista | de vista | gafas graduadas | no me/le ha |
      no tienes/teneis/tienen | no hay | no tendreis/tendras/tendran |
      me queda/quedan/quedara/quedaran ?bien ?muy ?mal ?grande/grandes/pequen* | queda grande/grandes/pequen* |
      quedan grande/grandes/pequen* | mi talla | de que | nada mas | mas o menos | en grande | gran | trabajais |
      trabajan | de donde | no me queda* | no te | en efectivo | tinto | oro negro | la noche anterior |
      por la noche`,
  article:
    'el la los las un una del de y o esta este con entre que es son para sobre a quiero cuesta vale como llamada modelo contra vs ver ni al tiene',
  price: {
    at_most: `menos de/que | por menos de | por debajo de | max | maximo ?de | hasta ?los/unos ?de | como ?mucho/maximo ?de | no ?mas de/que/alla | no pase/pasen/supere/superen/exceda/excedan ?de ?los | que no pase/pasen/supere/superen/cueste*/exceda* ?mas ?de ?los | inferior* a | sin pasar* de/me | sin superar | no quiero gastar* mas de/que | presupuesto ?max* ?es/de ?de ?unos | tope ?de/es | limite ?de/es | no llegue/lleguen a | mas barat* de/que | a lo sumo | a lo mas | como mucho | no gastar* mas de | maximo unos`,
    at_least:
      'mas de/que | a partir de | desde ?los | como minimo ?de | al menos | por lo menos | minimo ?de | por encima de | superior* a | min | no menos de | no baj* de | mas car* de/que',
    between: 'entre ?los | de | desde | en el rango de | rango de ?precio ?entre/de',
    to: 'y ?los | a | hasta ?los | o | -',
    about:
      'unos | unas | alrededor de ?los | cerca de | aproximadamente | aprox | mas o menos | sobre ?los | en torno a ?los | por ?unos | como unos | casi | por los | cosa de | tipo | sobre unos',
    or_less:
      'o menos | max | maximo | como mucho | como maximo | y menos | tope | a lo sumo | de presupuesto | de tope | es mi limite/tope/maximo/presupuesto | mas o menos | no mas',
    or_more:
      'o mas | y mas | minimo | en adelante | para arriba | como minimo | por lo menos | al menos | hacia arriba',
    measure:
      'mm | milimetro* | cm | anos/ano | dias/dia | semanas/semana | mes/meses | horas/hora/h | por | minutos | gramos/gramo/g | veces | personas | dioptr* | modelos',
  },
  numbers: `centenar=100 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 veinte=20 treinta=30 cuarenta=40
    cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 trescientos=300
    cuatrocientos=400 quinientos=500 mil=1000`,
};
