import type { Cues } from './cues.ts';

export const it: Cues = {
  common: `gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedi martedi mercoledi giovedi venerdi sabato domenica estate inverno
il lo la i gli le l un uno una di del dello della dei degli delle d a al allo alla ai agli alle da dal dalla dai in nel nella nei con su sul sulla per tra fra e ed o oppure ma se che chi cui
non ne ci vi si mi ti lui lei noi voi loro io tu mio mia miei mie tuo tua suo sua nostro vostro vostra questo questa questi queste quello quella quelli quelle quel ciao salve buongiorno buonasera
sono sei e siamo siete era ho hai ha abbiamo avete hanno aveva vorrei voglio vuoi vuole posso puoi puo potete potrei potresti devo deve cerco cercando cerca bisogno serve servono mostrami mostra
mostrate fammi fai fa fate fare vedere vedi vedo dimmi dire qualcosa qualcuno niente nulla nessuno nessuna altro altra altri altre stesso stessa uguale uguali tutto tutti tutta tutte ogni quale quali
quanto quanta quanti quante quando dove dov come perche cosa cos anche pure piu meno molto molta poco tanto troppo troppa solo sempre mai ancora gia adesso ora oggi domani ieri qui qua allora poi
bene male meglio peggio buono buona bello bella belli belle grazie prego per favore piacere si no va vado vanno andare viene costa costano prezzo euro giorno giorni settimana mese anno anni tempo
volta prima primo seconda secondo terza terzo ultimo ultima piace piacciono occhiali occhiale viso volto faccia testa naso occhi occhio ordine pacco negozio spedizione parlare persona vero vera
dammi prendo prendi metti aiuto aiutami avrei avresti sarebbe stanno sta sto stai circa massimo minimo almeno senza certo okay beh dai boh però però quindi invece tipo importa dona`,
  trade: `occhiali montatura montature lenti sole nero nera neri nere bianco bianca rosso rossa rossi rosse blu azzurro verde verdi marrone marroni grigio oro dorato dorati dorata argento tondo tondi rotondi rotondo
quadrato quadrati ovale ovali metallo plastica legno titanio acetato tartaruga tartarugato donna uomo bambino bambina bambini colore colori forma forme marca marche budget leggero leggeri leggera economici`,
  intents: {
    greet: {
      sure: '^ ciao/salve/buongiorno/buonasera/buondi/ehi/hey/hola/ehila/ehy ?a/ciao/tutti/buongiorno ?tutti $ | ^ buon giorno/pomeriggio | ^ buona sera/giornata $ | ^ buongiorno/buonasera',
      likely: '^ ciao/salve/ehi/hey',
    },
    find_frames: {
      sure: `cerco/cercando/cercavo/cerchiamo … occhiali/occhiale/montatura/montature/paio/qualcosa/modello | vorrei/voglio/volevo … occhiali/montatura/montature/paio | mi serv*/bisogno … occhiali/montatura/paio | mostra*/mostrami/fammi/fai/fate … occhiali/montature/modelli | occhiali nuovi | nuovi occhiali | paio di occhiali`,
      likely: `cerco/cercando/cercavo/cerchiamo | vorrei/voglio/volevo | avete/hai/vendete/tenete/avreste/avresti | ne/ce ne avete/hai/sono | mi serv* | ho bisogno | mostra*/mostrami/mostratemi | fammi/fatemi vedere | ci sono/c | qualcosa | qualche | preferisco/preferirei | mi consigli* … occhiali/un/qualcosa/paio | trovami | consigliami/consigliatemi | altri come/tipo/modelli | piuttosto | budget | spendere | mi piacerebbe | sto cercando | mi interess* | che … avete/hai | un paio | aiut* … trovare/scegliere | in stile | uguali ma/in | sarebbero per | solo`,
      hint: 'occhiali | montatura/montature | modello/modelli | paio | budget',
    },
    product_details: {
      sure: `altre/piu foto/immagini | dimmi/parlami/raccontami/mi/puoi ?dici ?dire/dirmi ?qualcosa ?di piu ?su/di/del/della/sul/sulla | piu informazioni/info/dettagli/notizie ?su/di/del/della/sul/sulla | informazioni/info/dettagli su/sul/sulla/del/della/di | scheda ?tecnica | descri* | di che/quale materiale | che materiale | quale materiale | di cosa e/sono ?fatt* | di che cosa | in che materiale | e/sono fatt* di/in | quanto pesa/pesano | che peso | peso del/della/di | dimensioni | misure di/del/della/dei | caratteristiche | mi fai/fate vedere il/la/l/lo | mostrami il/la/l/lo/quello/quella | fammi vedere il/la/l/lo/quello/quella | vedere … meglio/vicino | da vicino | nel dettaglio | com e ?fatt* il/la/l | come sono ?fatt* | parlami di/del/della/dell | dimmi tutto | saperne di piu | chi … produce | apri il/la/l | di piu su/sul/sulla`,
      likely: 'dettagli | info/informazioni | materiale | pesa | di piu',
      hint: 'peso | vedere',
    },
    fit_question: {
      sure: `mi sta/stanno/starebbe/starebbero/staranno/va/vanno/entra/entrano/calza* ?bene/grande/grandi/piccol*/larg*/il/la/i/l/questo/questa/addosso | sta/stanno bene a me | della/di/alla/a/per mia ?misura/taglia | mia misura/taglia | misura/taglia giusta/adatta | che taglia/misura … prendo/scelgo/dovrei/porto | e/sono/sarebbe/saranno/sara/sarebbero troppo grand*/piccol*/larg*/strett* per me/il/la/mi* | troppo grand*/piccol*/larg*/strett* per me/il/la/mi* | scivola* | stringe/stringono/stringeranno | guida alle taglie | comod* | calzano/calza | mi cadono | adatt* a/per mio/mia/me/la | vanno/va bene per me/la/il/mia/mio | mi andra*/andrebbe* ?bene | sul mio viso/naso | per la mia testa`,
      likely: 'mi sta/stanno | misura | taglia | abbastanza | calza*',
      hint: 'larghezza',
    },
    face_shape_advice: {
      sure: `che/quali/quale … stanno/sta/starebbero/donano/dona/adatt*/vanno/va ?mi ?bene/meglio a/al/per/con/ad ?un/una/il/mio/chi ?viso/volto/faccia | che/quali/quale/cosa … mi dona/donano/sta*/consigli*/valorizz* | mi dona/donano/donerebb* | viso/volto/faccia tond*/rotond*/oval*/quadrat*/allungat*/lung*/triangol*/rettangol*/squadrat* | viso a cuore/diamante/triangolo/forma | a/per/con un/il/mio/una ?mio viso/volto/faccia ?tond*/oval*/quadrat*/lungo/a/allungat* | forma del mio/viso | ho il/un/la viso/volto/faccia ?molto/piuttosto/un ?po tond*/rotond*/oval*/quadrat*/allungat*/lung*/a/triangol*/rettangol* | cosa/che/quali mi consigli*/suggeri* $ | cosa mi sta ?bene/meglio | quali mi stanno ?bene/meglio | che occhiali mi stanno | valorizza* | il mio viso/volto e | mascella | per il mio viso/tipo | secondo la mia/forma/il | si adatta*/adattano al mio viso | lineamenti`,
      likely: 'mio viso | dona | donano | volto | viso | consigli/consigliate/consiglia | adatt* al',
      hint: 'faccia | consiglio',
    },
    measure_face: {
      sure: `misura*/misurami/misurarmi/misurare/scansion*/analizza* ?il ?mi ?mio viso/volto/faccia/testa | misurami/misurarmi/misuri/misurate | scansione/scansionare/scansiona/scansionami | fare/farmi/fai/faccio/scattare/scatto/caricare/mandare … foto/selfie/scansione/analisi | che forma … ha il/mio/viso/volto | che forma ha/di | forma del ?mio viso … ho/e/qual/sapere/scoprire/trova | che viso ho | qual e la ?mia forma/taglia/misura | analisi del/facciale ?viso | distanza pupillare/interpupillare | fotocamera | telecamera | webcam | selfie | che taglia/misura di occhiali | che taglia/misura … serve/ho/porto | quale taglia/misura … serve/ho | come/posso … sapere/capire … taglia/misura/forma | sapere la mia/taglia/misura | scopri* … forma | prova virtuale | prendere le misure | prendimi le misure`,
      likely: 'misurare/misura/misuri | scansion* | foto | analisi',
      hint: 'immagine | forma del viso',
    },
    compare: {
      sure: `confront* | paragon* | compar* | differenza/differenze | differisc* | in cosa … divers* | quale/qual ?dei ?e … meglio/migliore/due/piu/scegl*/leggero/economico | quale dei/delle/tra/fra | meglio … o | versus | vs | fianco a fianco | che cosa cambia tra | cambia tra/fra | cosa cambia | o il/la/l … quale | il migliore tra`,
      likely: 'meglio di | i due | tutti e due | o il/la/l | quale e',
      hint: 'meglio | entrambi',
    },
    price: {
      sure: `quanto ?mi costa/costano/viene/vengono/costerebbe*/fa/sta | che prezzo | qual e il prezzo | prezzo di/del/della/dell/dei/per | il prezzo di/del/della/dell | ^ prezzo | a quanto | quanto $ | in offerta/saldo/sconto/promozione | prezzi di/dei | fascia di prezzo | quanto e/sono | quanto per | quanto si paga | quanto devo pagare | e scontat*`,
      likely: 'quanto | prezzo/prezzi | costa/costano | offerta | saldi',
      hint: 'caro | euro',
    },
    availability: {
      sure: `disponibil* | disponibilita | in stock | esaurit* | in magazzino | c e/anche/ancora anche/in/ancora | c e … in | ci sono ?anche ?ancora in | avete ?anche ?ancora questo/questa/quello/quella/il/la/l … ?anche/in/ancora | lo/la/li/le avete/hai ?anche/ancora ?in/anche | ce l avete/hai ?anche ?in | ce l ha | c e l | esiste/esistono ?anche in | in che/quali/quale colori/colore/taglie/misure/taglia | che/quali colori … c/ci/esiste/viene/avete/disponibil* | ne e rimast* | rimasti/rimasto/rimasta/rimaste | tornera*/torna/torneranno disponibil*/in | si trova anche | anche in | ancora disponibil* | riassort* | viene/vengono ?anche in | c e ancora`,
      likely: 'disponibile | ancora | esiste | magazzino | colori',
      hint: 'anche',
    },
    store_question: {
      sure: `che/quali marche/marchi | cosa/che significa/vuol | cosa e/sono ?l/il/le/i acetato/titanio/lenti/polariz*/fotocrom*/progressiv* | che cos e l/il acetato/titanio | ipoallergenic* | spedizione/spedizioni | spedite/spediscono/spedire/spedisci ?anche ?in/a | consegna/consegne | consegnate | costi/spese di spedizione/consegna | tempi di | reso/resi | restituir*/restituisc*/restituzione | rimandare/rendere indietro ?gli/li/le | rendere | rimbors* ?se/come/entro/politica | politica di | cambiar* ?gli/li/il/la/lo/le ?occhiali/montatura $ | cambio | sostituir* le | garanzia | orari/orario | siete aperti | aperti/aperto/aprite/chiudete | dove siete/vi/si/trov* ?trovate ?il ?negozio | avete un negozio | negozio fisico | un negozio a/in | punto vendita | indirizzo | pagare | pagamento/pagamenti | paypal | klarna | satispay | carta di/regalo | a rate | rate | buono/buoni ?regalo/sconto | assicurazione | mutua | lenti graduate/da/correttive/incluse/progressive ?fate/incluse | graduate | gradazione … mettere/montare | montate … lenti | fate … lenti | pul* gli/le/i/lenti/occhiali | puliscono | pulire | pulizia | lavare | cura degli | antirifless* | anti riflesso | trattament* | ripar* | regol* le/gli/la | aggiust* | codice sconto/promozionale | sconto studenti/per | dati personali | privacy | mie foto | che fate con | cosa fate con | lenti a contatto | lenti comprese | cambiare le lenti | esame della vista | controllo della vista | prova* a casa | a casa | astuccio | custodia | dove … prodott*/fabbricat*/fatti | che marche | quali marche | cosa sono le | cosa significa polari* | uv | confezione regalo | quanto tempo ci/impiega* | quanto ci mett* | accettate | si puo/posso/possono … restituire/cambiare/pagare/rendere/provare/ritirare | fattura | newsletter | in svizzera | all estero | a cosa servono | ricetta … mandare/inviare/serve`,
      likely:
        'reso | spedite | pagare | lenti | garanzia | negozio | orari | indirizzo | sconto/sconti | gratis | gratuita | cambiare | consegna | ritiro',
      hint: 'giorni | marche',
    },
    order_status: {
      sure: `mio/miei ordine/pacco/spedizione/ordini | il pacco | mia spedizione/consegna | ordine ?numero/n/con/del | numero d/di ?l ordine/tracking/spedizione | tracking | traccia* | dov e ?il ?mio/mia/miei/finito | dove sono i miei | stato del/dell/della ordine/mio/spedizione | quando arriva*/arrivera*/ricevo/ricever*/consegn* ?il/la/i ?mio/miei/pacco | non e/sono ?mi ?ancora arrivat* | non mi e/sono ?ancora arrivat* | non ho ?ancora ricevut* | mai arrivat* | ancora niente/nulla | annulla* ?il ?l ?mio ordine | annullare | cancellare l ordine | cambiare/modificare l/il indirizzo/ordine/mio | ho ordinato | ho fatto un ordine | ordinato ?gli/il/la/una/due ?settiman*/giorni/ieri/lunedi/fa | e ?gia ?stato spedito | avete spedito | a che punto`,
      likely: 'ordine | pacco | arrivato/arrivati | ricevuto | ordinato',
      hint: 'aspetto | aspettando',
    },
    like: {
      sure: `mi piace/piacciono ?molto/un/tanto/tantissimo/davvero ?il/la/l/i/lo/questo/questa/sacco | ador* ?il/la/l/i/questo | amo ?il/la/l/questo | e/sono ?davvero/proprio/molto/cosi/veramente bell*/stupend*/bellissim*/carin*/fantastic*/splendid*/favolos*/meraviglios* | bellissim* | stupend* | splendid* | che bell*/carin* | favolos* | meraviglios* | preferit* | salva*/salvami ?il/la/l/questo/lo | lista dei desideri | innamorat* | carino/carina/carini | mi ispira/attira/intriga | ricordati | memorizza | mi garba | fighi/figo/figa/fighissim* | il mio preferito | segna* il/la/l/questo`,
      likely: 'piace/piacciono | bello/bella/belli/belle | adoro',
      hint: 'carin*',
    },
    add_to_cart: {
      sure: `carrello | cestino | nel sacchetto | lo/la/li/le/l prendo/compro/voglio/acquisto/ordino/prenderei | prendo/compro/acquisto/ordino il/la/l/questo/questa/quello/quella/lo | vorrei/voglio comprar*/acquistar*/prender*/ordinar* ?il/la/l/lo/questo/questa | comprar*/acquistar* il/la/l/lo/questo/questa/quello | comprarlo/comprarla/acquistarlo/prenderlo/acquistarla/prenderla | aggiungi*/aggiungere/aggiungilo/metti*/mettilo/mettila/mettimi/mettere … carrello | aggiungi*/metti ?il/la/l/lo | aggiungilo/aggiungila/mettilo/mettila | alla cassa | procedi*/concludi* ?con ?l/il ?all ordine/acquisto/pagamento | vado con il/la/l | mi prendo | ok lo/la prendo | prendo questo/questa`,
      likely: 'comprare | acquistare | prendo | compro | acquisto | cassa',
      hint: 'ordinare',
    },
    remove_from_cart: {
      sure: `togli*/togliere/rimuovi*/rimuovere/elimina*/cancella*/leva* … carrello/cestino | toglila/toglilo/rimuovila/rimuovilo | svuota*/svuotare … carrello | fuori dal carrello`,
    },
    handover: {
      sure: `parl* ?con/a … operator*/persona/qualcuno/umano/consulente/addett*/ottico/responsabile/commess*/essere/voi/assistenza/agente | operator* | persona vera/reale/umana | essere umano | un umano | umano | in carne e ossa | assistenza clienti/telefonica | servizio clienti | telefono | chiamare/chiamarvi/chiamatemi/chiamarmi/richiamat*/richiamar*/telefonare | numero di telefono/verde/telefonico | contattar* | contatto/contatti | vostra email/mail/posta | passami/passatemi/passarmi/mettetemi/mettimi … un/in/operatore/contatto | qualcuno che mi/possa | qualcuno puo/mi | consulente | un responsabile | call center | parlare con`,
      likely: 'qualcuno | ottico | persona | commess* | responsabile | assistenza',
      hint: 'mail | parlare',
    },
    medical: {
      sure: `fanno/fa male ?gli/l/la/un ?occhi/occhio/testa | occhi/occhio … male/bruciano/brucia/pizzic*/prud*/rossi/rosso/secchi/lacrim*/stanchi/irritat*/gonfi | bruciano/brucia/pizzicano/prudono/lacrimano ?gli/l/un occhi/occhio | mal di testa/occhi | male agli/agl/a occhi/occhio | male gli occhi | emicrani* | vedo/vede/vista/vedere doppio/sfocat*/male/offuscat*/appannat*/annebbiat*/peggio/macchie/lampi/mosche/aloni/poco | vedo delle/dei/un/una macchie/lampi/puntini/punti/flash | sfocat* | vista doppia/sfocata/annebbiata | visione doppia | astigmat* | cataratta | glaucoma | macul* | maculopatia | retina | diabet* | congiuntivite | miop* | presbi* | ipermetrop* | diottri* | che gradazione … serve/ho/devo/ci | gradazione piu | gira* la testa | vertigini | nausea | corpi mobili | mosche volanti | macchie ?nere/scure | lampi | strabic* | strabismo | occhio pigro  | nichel | oculista | oftalmolog* | ricetta … significa/leggere/capire/vuol/dice | significa … ricetta/sph/cil | leggere/capire/interpretare la ?mia ricetta/prescrizione | prescrizione | operazione | laser | pressione oculare | fa male/fanno agli occhi | danneggi* … occhi/vista | perdendo la vista | occhi rossi/secchi/stanchi | mi serve una gradazione | ho bisogno ?di degli occhiali $ | dolore | prurito`,
      likely: 'allerg* | vista | medico | dolore | ricetta | sintom*',
      hint: 'occhio | occhi',
    },
    yes: {
      sure: `^ si/ok/okay/certo/certamente/va/volentieri/perfetto/esatto/giusto/assolutamente/ovvio/ovviamente/sicuro/certo/yes/sisi ?si/certo/grazie/bene/volentieri/va/perfetto/dai/pure/ok/che/per ?bene/favore/si $ | ^ si certo/grazie/per/dai/volentieri/va/perfetto/perche/fallo/mi/ho/vorrei/tutto/ok/procedi/facciamo | ^ certo ?che ?si | ^ va bene | ^ d accordo | ^ volentieri | ^ perche no | ^ con piacere | ^ come no | ^ dai ?si/facciamo/ok/va/procedi/proviamo | ^ procedi | ^ facciamo* ?cosi/pure | ^ buona idea | ^ fai pure | ^ vai ?pure $ | ^ per me va bene | ^ per favore $ | ^ proviamo | ^ mi va bene | ^ va benissimo | ^ benissimo $ | ^ perfetto $ | ^ si si`,
      likely: '^ si/ok/certo/okay',
    },
    no: {
      sure: `^ no/nope/nah/neanche ?grazie/no/dai/per $ | ^ no grazie/per/non/adesso/ora/preferisco/mi/meglio/lascia/niente/dai/ma | ^ non lo so | ^ non so $ | ^ boh | ^ meglio di no | ^ meglio no | ^ per ora no | ^ per adesso no | ^ non ora/adesso/proprio/voglio/mi/credo/molto/tanto/direi/oggi/serve | ^ direi di no | ^ preferisco di no | ^ preferirei ?di no/non | ^ preferisco non | ^ assolutamente no | ^ niente affatto | ^ magari dopo | ^ piu tardi | ^ lascia* ?stare/perdere | ^ neanche per | ^ forse dopo | ^ credo di no | ^ per niente | ^ macche | ^ non fa niente | ^ anche no | ^ al momento no | ^ un altra volta | ^ oggi no | ^ non importa $ | ^ certo che no`,
      likely: '^ no/nope',
    },
    small_talk: {
      sure: `ti ringrazio ?tanto | grazie infinite | molto utile | ^ grazie ?mille/tante/a/di/molte/infinite/per/sei ?te/cuore/tutto/gentile $ | ^ grazie/ti/vi ringrazio | grazie mille/tante/infinite | ringrazio | come stai/va/state/sta | come va ?oggi/tutto | chi sei | come ti chiami | qual e il tuo nome | tuo nome | sei un/una/umano/reale/vero/davvero ?vero/vera ?robot/bot/persona/umano/macchina/ia | cosa sai/puoi fare | che sai/puoi fare | cosa fai | a cosa servi | quanti anni hai | barzelletta | una battuta | haha* | ahah* | sei ?molto/proprio/davvero/un simpatic*/gentil*/carino/brav*/grande/divertent* | piacere di | piacere mio | molto gentile | di dove sei | ti piac* | dormi | che forte $ | ben fatto | bravo $ | lol | ci sei | parli | gentilissim*`,
      likely: '^ grazie | grazie | robot | bot | un umano',
      hint: 'simpatic*',
    },
    complaint: {
      sure: `non vale/valgono ?niente/nulla | non e quello che ho ordinato | mai piu | avete mandato/spedito altri/un/il | merda | incompetent* | rott* | rompe/rotto/rompono | si e/sono rott*/staccat*/spezzat* | difettos* | difetto/difetti | danneggiat* | reclam* | lament* | lamentela | vergogn* | inaccettabil* | inammissibil* | truff* | delus* | deludent* | pessim* | orribil* | terribil* | disastr* | schifo* | servizio scadente/terribile/orribile/pessimo | scadent* | scars* | sbagliat* | colore/modello/taglia/articolo/prodotto/paio/occhiali sbagliat*/errat* | non funzion* | non serv* a/niente/nulla | inutil* | graffiat* | graffi | rimborso ?subito | rivoglio ?i/il ?miei/soldi | miei soldi | arrabbiat* | furios* | indignat* | insoddisfatt* | non sono ?per ?niente ?contento/soddisfatt*/content* | nessuno risponde/mi/ha | non risponde nessuno/mai | presa in giro | fate schifo | spazzatura | stupid* | non capisci ?niente/nulla | non capite | addebitat* | due volte | storti/storta/storto | piegat* | imbarazzante | errat* | incapac* | non e possibile che`,
      likely: 'problema con | brutt* | errore | male',
      hint: 'problema',
    },
    goodbye: {
      sure: `grazie ?mille/tante ?e ciao | arrivederci | arrivederla | addio | a presto/dopo/domani/risentirci | ci vediamo/sentiamo | alla prossima | ciao ciao | e tutto | e tutto grazie | tutto qui | nient altro ?grazie | basta cosi | buona giornata/serata/notte/domenica/continuazione | buon weekend/pomeriggio ?a/anche $ | bye | devo andare | ho finito | stammi bene | buonanotte | a posto cosi | sono a posto | va bene cosi grazie | un saluto | saluti $`,
      likely: 'saluti | tutto $',
    },
    out_of_scope: {
      sure: `meteo | che tempo | tempo fa/fara | piove | piovera | calcio | partita | politic* | presidente | elezion* | ricetta della/del/di/per | cucin* | pizza | carbonara | tiramisu | capitale | traduc*/traduzione | poesia | compiti | matematica | borsa valori | bitcoin | cripto* | film | canzone | canzoni | musica | ristorant* | hotel | albergo | volo/voli | aereo | treno | notizie | oroscopo | scarpe | pantaloni | vestito | giacca | orologio | che ore | che ora | macchina nuova | auto | cellulare | computer nuovo | lotto | cane | gatto $ | senso della vita | radice quadrata | pianet* | programm* | python | ignora* … istruzioni/regole | istruzioni | prompt | tema su | guerra | religione | tasse | chi ha vinto | vinto | serie a | torta | bicicletta nuova | profumo | taxi | libro | abitanti | storia di | borsa $ | juve | inter | ottenere la cittadinanza`,
      likely: 'paese | citta | vacanza | gioco | mangiare',
    },
  },
  values: {
    shape: {
      rectangle: 'rettangol*',
      square: 'quadrat* | squadrat* | spigolos*',
      round: 'tond* | rotond* | circolar*',
      oval: 'oval*',
      cat_eye:
        'occhi di gatto | occhio di gatto | a gatto | da gatta | occhi gatto | cateye* | gattin* | cat eye | occhi da gatto/gatta',
      butterfly: 'farfalla',
      aviator:
        'aviator* | a goccia ?tipo ?aviator* | goccia ?tipo ?aviator* | pilota | da aviatore | modello aviatore',
      browline: 'clubmaster* | sopracciglia',
      geometric: 'geometric* | esagonal* | ottagonal* | esagon* | poligonal*',
      trapezoid: 'wayfarer* | trapez*',
      shield: 'mascherina | a maschera | mascherin*',
    },
    color: {
      tortoise: 'tartarug* | tartarugat* | havana | avana | leopardat* | maculat*',
      clear: 'trasparent* | cristallo | traslucid* | incolor*',
      blue: 'blu | azzurr* | celest* | turchese | blu notte/navy/scuro/elettrico | navy',
      multicolor: 'multicolor* | colorat* | variopint*',
      gold: 'dorat* | oro | oro rosa | color oro',
      silver: 'argent* | argentat* | argento',
      pink: 'rosa | fucsia | rosa antico',
      black: 'ner*',
      purple: 'viola | lilla | lavanda | prugna | melanzana',
      brown: 'marron* | castan* | cioccolato | nocciola',
      grey: 'grigi* | antracite',
      red: 'ross* | bordeaux | bordo | granata | vinaccia',
      white: 'bianc* | avorio | panna',
      green: 'verd* | kaki | smeraldo | verde oliva | oliva',
      beige: 'beige | crema | sabbia | nude',
      yellow: 'giall* | senape | ocra',
      orange: 'aranci* | arancione/arancioni',
      bronze: 'bronzo | rame | ramat*',
    },
    material: {
      wood: 'legno | bambu | legn*',
      horn: 'corno',
      metal: 'metall* | fil di ferro',
      plastic: 'plastic*',
      stainless_steel: 'acciaio ?inox*',
      titanium: 'titanio',
      acetate: 'acetat*',
      aluminium: 'alluminio',
    },
    rim: {
      rimless: 'senza montatura/bordo/bordi/cerchi/cornice/telaio/cerchio | glasant',
      semi: 'semi montatura | mezza montatura | semicerchiat* | nylor | mezzo cerchio | semi rimless | semi cerchiat* | mezzo bordo',
      full: 'cerchio intero | montatura completa/intera/piena | cerchiat* | cerchio completo | bordo completo',
    },
    size: {
      narrow: `viso/volto/testa/faccia/visino ?e ?molto/piuttosto/un ?po piccol*/strett*/minut*/sottil*/magr* | piccol*/strett* | visino | minut* | taglia piccola/s | sottil*`,
      medium: 'medi/media/medio/medie | taglia media/m | misura media | grandezza media | medi* grandezza',
      wide: `viso/volto/testa/faccia/testone ?e ?molto/piuttosto/un ?po larg*/grand*/grosso/grossa | larg*/grand* | oversize* | xl | ampi/ampia | testone | grosso/grossi/grossa/grosse | enorm* | taglia grande/l`,
    },
    gender: {
      women:
        'donn* | femminil* | moglie | fidanzata | ragazza/ragazze | madre | mamma | sorella | nonna | zia | signora/signore | per lei | da signora | compagna',
      men: 'uomo | uomini | maschil* | marito | fidanzato | ragazzo $ | padre | papa | fratello | nonno | zio | signori | per lui | compagno | da uomo | babbo',
      kids: 'bambin* | figli* | bimb* | ragazzin* | nipot* | neonat* | anni $ | adolescent* | piccolino | per ragazzi | figliol*',
      unisex: 'unisex | per entrambi | per tutti e due',
    },
    occasion: {
      work: 'lavor* | uffici* | professional* | riunion* | colloquio | smart working',
      everyday:
        'tutti i giorni | quotidian* | ogni giorno | giorno per giorno | uso quotidiano | da giorno | tutto il giorno',
      formal: 'matrimoni* | cerimoni* | elegant* | formal* | gala | battesimo | laurea | evento',
      party: 'festa | feste | serata/serate | sera fuori | discoteca | uscire la sera | capodanno | sera',
      sport:
        'sport* | correre | corsa | bici | ciclismo | tennis | sci | sciare | palestra | sportiv* | bicicletta | golf | padel | allenar* | running',
      driving: 'guid* | guidare | alla guida | in macchina | macchina | volante | auto',
      outdoor:
        'spiaggia | mare | montagna | escursion* | aria aperta | trekking | campeggio | vacanza/vacanze | barca | vela | pesca | giardin* | neve | gite',
      school: 'scuola | universita | studiare | lezion* | studio | liceo | asilo',
    },
    lens_type: {
      sun: 'occhiali da sole | da sole | sole | solari | lenti scure',
      polarized: 'polarizz* | polaroid',
      photochromic:
        'fotocrom* | che si scuriscono/oscurano ?al/col | si scuriscono/scurisc*/oscur*/oscurano | transition*',
      blue_light:
        'luce blu | filtro blu | filtro luce blu | antiluce blu | per il/lo/la computer/pc/schermo | anti luce blu | schermo/schermi | computer | gaming | videoterminale',
      progressive: 'progressiv* | multifocal* | bifocal*',
      reading: 'lettura | da lettura | per leggere | leggere | da vicino',
      mirrored: 'specchiat* | a specchio | effetto specchio | specchio',
    },
  },
  light:
    'leggerissim* | legger/leggero/leggera/leggeri/leggere | poco peso | che non pes* ?troppo ?molto ?niente | non ?troppo/molto pesant* | ultraleggerissim* | ultraleggeri | superlegger* | pesano poco | pesino poco | peso piuma',
  changes: {
    cheaper: `ancora piu economic* | ancora meno car* | che caro/cara/cari/care | un po caro/cara/cari/care | e/sono ?un ?po ?piuttosto caro/cara/cari/care | piu economic* | meno car* | meno costos* | troppo car* | troppo costos* | piu a buon mercato | meno cari | cosi car* | costano/costino/costa/costi meno | troppi soldi | fuori ?dal ?mio budget | fuori budget | oltre il mio budget | prezzo piu basso | piu abbordabil* | piu bass* di prezzo | i piu economici | supera* il mio budget | carissim* | spendere meno | piu convenient* | cifra piu bassa`,
    dearer:
      'piu car* | piu costos* | piu lussuos* | lusso | alta gamma | fascia alta | piu pregiat* | premium | qualita migliore | piu esclusiv* | qualita superiore | piu di lusso | piu ricercat*',
    smaller:
      'piu piccol* | piu strett* | piu sottil* | troppo grand* | troppo larg* | meno larg* | meno grand* | piu minut* | troppo gross* | cosi grand*',
    larger:
      'piu grand* | piu larg* | piu gross* | troppo piccol* | troppo strett* | meno strett* | meno piccol* | piu ampi*',
    lighter:
      'piu legger* | meno pesant* | troppo pesant* | pesano/pesino/pesi meno | pesano/pesa troppo | meno peso | cosi pesant*',
    more: `^ come il/la/l/quello | altri come/simili/cosi/tipo/dello | altre come/simili/cosi | mostrami*/fammi/mostra ?vedere di | ne hai/avete/mostri ancora/altri |  ^ ancora $ | ancora altri | vederne di piu | simili a/al/alla/ai | piu modelli/scelta/opzioni/montature/risultati | di piu $ | dello stesso stile/tipo/genere | sullo stile di/del | come il/la/l/lo/questo/questi ?primo/secondo/terzo | tipo il/la primo/secondo | che somigl* | somigl* | cos altro hai/avete/c | altri ancora | altro ancora | qualche altro  | altri del genere`,
    different: `altri/altre $ | altri/altre modelli/occhiali/montature/opzioni/proposte | vedere/vederne altri/altre | fammene/mostramene ?vedere altri/altre | brutt* | orrend* | noios* | antiquat* | non fanno al caso | non sono per me | non mi dicono niente | qualcos altro | qualcosa di ?completamente/totalmente/piu diverso | altro $ | altro stile/tipo/modello/genere | ^ altro | divers* | altri tipi | un altro stile/modello/genere | non mi piac* ?nessuno/questi/questo/per ?niente $ | non mi convinc* | nessuno di questi ?mi | non e il mio stile/genere | non fanno per me | questi no | non questi | non sono il mio/nel stile/genere | cambiare/cambiamo stile/genere | altra cosa | nessuno mi`,
    start_over:
      'da capo | ricominci* | da zero | dall inizio | dimentica* ?tutto/quello | scorda* tutto | cancella* tutto/filtri/i | azzera* | reset | nuova ricerca | ripart* da | ripartiamo | resettare | togli tutti i filtri',
  },
  cheap:
    'niente di ?troppo caro/costoso | economic* | a buon mercato | abbordabil* | poco costos* | convenient*',
  any: {
    color:
      'qualsiasi/qualunque/ogni colore | colore/colori … importa/indifferente/uguale/conta | non importa il colore | tutti i colori | di che colore … importa/uguale | per il colore … uguale/indifferente | nessuna preferenza di colore | colore e lo stesso | va bene ogni colore',
    shape:
      'qualsiasi/qualunque/ogni forma | forma … importa/indifferente/uguale/conta | non importa la forma | tutte le forme',
    material:
      'qualsiasi/qualunque/ogni materiale | materiale … importa/indifferente/uguale/conta | non importa il materiale | tutti i materiali',
    brand:
      'qualsiasi/qualunque/ogni marca/marchio | marca/marchio … importa/indifferente/uguale/conta | non importa la marca | tutte le marche',
    size: 'qualsiasi/qualunque taglia/misura | taglia/misura … importa/uguale | non importa la taglia',
    gender: 'genere … uguale',
    rim: 'bordo … uguale',
    occasion: 'per tutto | ogni occasione | qualsiasi occasione | per ogni occasione',
    price:
      'prezzo/budget/soldi … importa/indifferente/uguale/problema/conta | non importa il prezzo/quanto/budget | qualsiasi/qualunque prezzo/cifra | senza limiti ?di | senza limite ?di ?prezzo/budget/spesa | non ho limiti ?di/limite | il denaro/prezzo non e | non bado a spese | non e un problema il prezzo | costi quel che costi | budget illimitato | nessun limite ?di | soldi non sono un | non mi importa quanto/del prezzo | lascia perdere il prezzo | a qualsiasi prezzo',
  },
  whatever: `non importa | indifferente | e uguale | uguale $ | fa lo stesso | e lo stesso | qualsiasi | qualunque | nessuna preferenza | non ho preferenze | non conta | fai tu | come vuoi | sorprendimi | non mi importa | va bene tutto | decidi tu | non so ?ancora $ | non lo so $ | boh $ | poco importa | non e importante | tutto $`,
  topics: {
    color: 'colore/colori',
    shape: 'forma/forme',
    material: 'materiale/materiali',
    brand: 'marca/marche/marchio',
    size: 'taglia/misura',
    price: 'prezzo/budget/soldi/costo',
    occasion: 'occasione',
  },
  pronoun: `questo/questa/quello/quella $ | questo/questa/quello/quella mi/e/costa/in/viene/qui/modello/c/ha/sta | lo/la avete/hai/prendo/compro/voglio/metti/salva/trovo/prenderei/adoro/acquisto/ordino | mettilo/mettila/aggiungilo/aggiungila/salvalo/salvala/prenderlo/comprarlo/prenderla | ce l avete/hai | l avete/hai | c e anche | avete/hai questo/questa | di questo/questa | lo prendo | questo/questa`,
  ordinals: {
    1: 'sulla/della/alla/nella/dalla/quella prima | le prime | i primi | quello/quelli/quella di/a sinistra | primo | prima montatura | la prima | numero uno/1 | il 1 | quello/quelli a sinistra | l uno | primo paio',
    2: 'secondo paio/modello | il/del/al/sul/nel/col secondo | secondo | la/della/alla/sulla seconda | seconda | numero due/2 | il 2 | quello al centro/in mezzo',
    3: 'terzo | terza | numero tre/3 | il 3',
    4: 'quarto | quarta | numero quattro/4 | il 4',
    5: 'quinto | quinta | numero cinque/5 | il 5',
    6: 'sesto | sesta | numero sei/6',
    7: 'settimo | settima | numero sette/7',
    8: 'ottavo | ottava | numero otto/8',
    '-1': 'ultime/ultimi | ultimo | ultima | quello a destra',
    0: 'come questo/questa/quello | simili a questo/questa | questo qui/qua | questa qui/qua | questo modello | questa montatura | quello li/la | questo paio',
  },
  not: 'non | senza | niente | no | tranne | eccetto | ni | mai | nessun/nessuno/nessuna | escluso/esclusi/escluse/escludi | evita/evitare | odio | a parte | tutto/tutti/qualsiasi/qualunque meno/tranne | invece di/che | piuttosto che | fuorche | nemmeno | neanche | al posto di',
  but: 'ma | pero | invece | bensi | per favore | solo | preferisco | vorrei | magari',
  rather: 'meglio | piuttosto',
  or: 'o | oppure | ni | od',
  and: 'e | ed',
  face: `
      viso/volto/faccia ?e ?molto/piuttosto/un ?po tond*/rotond*/oval*/quadrat*/allungat*/lung*/triangol*/rettangol*/squadrat* |
      viso a ?forma ?di cuore/diamante/triangolo | visi tondi/ovali/quadrati | mascella quadrata`,
  unmeant: `non mi sta ?bene niente/nulla | niente mi sta ?bene | naso ?molto/piuttosto grande/grosso/piccolo/largo/lungo | che non sia/siano/costi/costino ?troppo/molto/cosi car*/costos* | buona sera/notte/serata/giornata | non so | non lo so | non sono sicur* | nessun problema | perche no |
      non male | no grazie | non ancora | non ?troppo/molto/cosi/tanto car*/costos* | niente di ?troppo car* |
      non solo | secondo me/te/voi/la | prima di/che/volta/cosa | per prima | da vista | occhiali da vista |
      non trovo | non avete | non hai | non c e | non ci sono | non avreste | non avresti | non ce | non ce l |
      in realta | non e che | per non | di solito | d oro massiccio | la sera prima | ci sei | lavorate |
      come lavorate | guida alle taglie | guida ai | a base di | che non mi | al momento | non vedo ?l ?ora |
      non importa | non bado | non conta | non mi importa | piu o meno | alla grande | grande $ grazie |
      non e ?ancora ?mi | non mi e | non ho | non mi | per ora no`,
  article:
    'il lo la l i gli un una di del della dello dell da e o questo questa con tra fra che sul sulla per a al alla piace prendo costa come quanto meglio tipo contro vs nel vedere chiamato modello',
  price: {
    at_most: `sotto ?i/gli/ai/le ?soglia ?dei | meno di | max | massimo ?di | al massimo ?di | fino a/ai | non/niente/mai ?piu ?di/oltre/sopra ?i/gli | non ?piu di | entro ?i/gli | non oltre ?i/gli | inferior* a/ai | non super* ?i/gli | sotto ai/la/i | che ?non super* ?i/gli | budget ?massimo ?e/di/max ?di/e ?circa | tetto ?massimo ?di | limite ?di/e | stia/stiano/sia/siano sotto ?i/gli/ai | non ?voglio ?spendere piu di | per meno di | che costino meno di | spendere ?al ?massimo ?fino ?a`,
    at_least:
      'piu di | oltre ?i/gli | almeno | da | a partire da/dai | minimo ?di | sopra ?i/gli/ai | superior* a/ai | dai | min | non meno di | come minimo | dai … in su',
    between:
      'tra ?i/gli | fra ?i/gli | da | dai | nella fascia ?tra/da | compres* tra/fra | range di | fascia di prezzo',
    to: 'e ?i/gli | a | ai | fino a | o | -',
    about:
      'circa | intorno a/ai/agli | sui | sugli | attorno a/ai/agli | piu o meno | approssimativamente | un | all incirca | verso i | una cosa come | sulle',
    or_less:
      'o meno | max | massimo | al massimo | e non di piu | di budget | e il mio limite/massimo/budget | come massimo | non di piu | o giu di li',
    or_more: 'o piu | in su | e oltre | minimo | o oltre | in avanti | almeno | e piu',
    measure:
      'mm | millimetr* | cm | anni/anno | giorni/giorno | settimane/settimana | mesi/mese | ore/ora | percento | minuti | grammi/grammo/g | volte | paia | persone | diottr* | modelli | per',
  },
  numbers: `cinquantina=50 sessantina=60 settantina=70 ottantina=80 novantina=90 centinaio=100 due=2 tre=3 quattro=4 cinque=5 sette=7 nove=9 dieci=10 venti=20 trenta=30 quaranta=40 cinquanta=50
    sessanta=60 settanta=70 ottanta=80 novanta=90 cento=100 duecento=200 trecento=300 quattrocento=400
    cinquecento=500 centocinquanta=150 centoventi=120 duecentocinquanta=250 mille=1000 centottanta=180`,
};
