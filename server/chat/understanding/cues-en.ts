import type { Cues } from './cues.ts';

export const en: Cues = {
  common: `january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
sunday summer winter spring autumn the a an and or but is are am was were be been do does did have has had i you he she it we they me my
mine your yours his her their our this that these those there here what which who whose when where why how can could will would should shall
might must not no nor with without for from of on in at to by as if than then so too very just also only some any all every each none
nothing something anything everything one ones more less least most much many few other others another please thank thanks yes yeah hello
hey okay sure want need like love look looking show see give get got take know think make find tell help let go going come back about around
up down out off over under after before again still really maybe perhaps rather quite well good great nice best better worse bad new old
first last next same different own both either neither between hold long late later today tomorrow yesterday now time day days week month
year years people person thing things stuff kind sort type bit lot way works buy bought order ordered store shop price cost costs money pay
paid cheap expensive face head nose eyes eye heart health wear wearing worn fit fits suit suits size sizes left right wrong true until since
while because though although ever never always often sometimes put said say says ask call mail email phone number name open close closed
free full half double easy hard real fine hi bye goodbye cool awesome lovely pretty beautiful bold cold rest stuck short tall being having
made done able bridge rich reach large stable post lost host coast whats im sold told test dark deep pale warm soft hand side else even into
onto upon once such thin them used using uses user wish wishes went wide worst wouldn't weather joke news couldn't trying try tried turn
talk taken takes together through thought`,
  trade: `transparent crystal metal oval orange beige bronze mirrored polarized polarised progressive photochromic trapezoid geometric hexagonal
rectangle aviator aviators panto pilot butterfly clear tortoise tortoiseshell navigator browline shield nylon aluminium horn bold reading
glasses frames frame sunglasses lenses lens eyewear spectacles black white red blue green brown grey gold silver pink purple yellow round
square rectangular plastic wooden titanium acetate rimless women men kids small medium narrow light lightweight cheaper shape color colour
colours style budget brand`,
  intents: {
    greet: {
      sure: `^ hi/hello/hey/hiya/howdy $ | ^ hi/hello/hey there/again/everyone/guys $ | good morning/afternoon/evening | greetings |
        ^ hi/hello/hey ?there anyone/anybody here/there/home`,
      likely: '^ hi/hello/hey/hiya/howdy | ^ morning/evening $ | ^ yo $',
    },
    find_frames: {
      sure: `looking/searching/shopping for … glasses/frames/frame/sunglasses/shades/specs/spectacles/eyeglasses/pair/something |
        show me … glasses/frames/sunglasses/specs/pairs | i need/want … glasses/frames/sunglasses/specs/pair`,
      likely: `looking/searching/hunting for | show me | i/we want/need | i would like/love | find me | do you have/sell/carry/stock ?any |
        have you got | got any/anything | recommend … glasses/frames/something/specs/sunglasses/shades/pair/some/any/one/ones | something/anything/nothing | what … do you have |
        give me … glasses/frames | rather have | let me see | can i see | more like/of | similar to | like this/these one | similar ?to/ones |
        new glasses/frames/pair/specs | i prefer/fancy | what about | how about | only show | start over | in my budget | my budget |
        i can spend | i am after | is there a/an/anything | are there any | any … frames/glasses/sunglasses`,
      hint: 'glasses | frames | sunglasses | shades | specs | spectacles | eyeglasses | pair | ones | budget | spend',
    },
    product_details: {
      sure: `more/other/any photos/pictures/images/pics ?of/from | tell me ?something more/about … this/that/it/these/one/first/second/third/last | more about/details/info/information |
        details of/on/about/for | what is it made of | what are they made of | what material is/are | 
        how heavy is/are | how much does/do … weigh | what is … made of/from | describe | specifications | spec sheet | ^ details $ | what does … weigh |
        dimensions | measurements of | what are the specs`,
      likely: `tell me ?more about | more info | open the/it/this | show me the details  | take a closer look | see … closer |
        who makes | how are … made | know more about | learn more`,
      hint: 'details | material | made of | weigh | weight | look at',
    },
    fit_question: {
      sure: `is/are/will/would it/this/they/these/that/those/the … too wide/narrow/big/small/tight/loose/large | will/would/do/does … fit me/my | fit my face/head/nose | do/does/will/would … fit ?me $ | too wide/narrow/big/small/large/tight/loose … for ?me/my |
        my size | right size | does/do it/they/this/these … fit | how does … fit | how do … fit |
        would it be too | will it be too | slide/slip ?down | size chart/guide |
        pinch | frame width | what size … should i | how wide is/are | will … be comfortable | good fit | fit check | check the fit | sit on my nose`,
      likely:
        'fit/fits/fitting | fit me | my size | size do i | comfortable on | sit well | wide enough | big enough | small enough',
      hint: 'size | width | tight | loose | comfortable',
    },
    face_shape_advice: {
      sure: `suit/suits/suited/flatter*/flatters … face/faces | what … suit/suits/flatters/flatter me | which … suit/suits/flatter/flatters me | for my face ?shape |
        for/on/with/suit/suits/fit/flatter/and a/an ?very round/oval/square/heart/long/oblong/diamond/triangular/triangle/rectangular ?shaped face | look good on me/my | would look best on |
        i have a/an ?very round/oval/square/heart/long/oblong/diamond/triangle/triangular/rectangular/angular ?shaped face | my face is |
        right/best for my face | what … suits/suit/flatters/for my face | which … suits/suit/flatters/for my face | what would you recommend for me $ |
        what/which … best on me | goes/go with my face | look/looks best on`,
      likely: `face shape | work/works on | square/strong/round/angular jaw/jawline | suit/suits me | suit my | recommend … me $ | flatter* | my face | what do you recommend $ | what would you recommend | look good |
        round/oval/square/heart/long/oblong ?shaped face | on my face | which ones would look | any advice | what suits`,
      hint: 'face | suit | suits | recommend | advice | jawline | cheekbones',
    },
    measure_face: {
      sure: `try them/it/these/those/this/glasses/frames on | try on | measure my | scan my | face/photo scan | face analysis/measurement* | analyse/analyze/scan my/me/face | take a photo/picture/selfie |
        upload … photo/picture/selfie | use my camera | with my camera/webcam/selfie | my pupillary distance | measure ?my pd | find ?out my face shape |
        what is my face shape | my face shape $ | what face shape do i have | which face shape do/have i | determine my face | start … measurement/scan/analysis |
        tell me my face | check my face | find out what ?face shape | my pd | what shape is my face | what/which ?glasses/frame size … i need/take/wear/am/have/should | what size do/should/am/would i | know … my/what size | find … my size | my glasses/frame size | know what size`,
      likely: 'selfie | photo of me | camera | measure | scan | webcam | picture of me | try on | virtual',
      hint: 'photo | picture | measurement',
    },
    compare: {
      sure: `which … lightest | compare* | difference/differences between | which … is/one is/are better/lighter/cheaper/heavier/wider/narrower/bigger/smaller/nicer/stronger | which is ?the better/lighter/cheaper/wider/smaller | versus | vs | side by side | which of the/these/those two |
        how do/does … differ | what is the difference | ?which one/is … better/cheaper/lighter/wider or | better … or the`,
      likely: 'difference* | better than | which one/of | or the other',
      hint: 'better | both',
    },
    price: {
      sure: `how much is/are/does/do/would/will/for | what does/do/would … cost | what is/are the/its/their price/cost/prices | how expensive | price of/for/on |
        what … price ?of | ^ price $ | ^ how much $ | how much $ | what would … cost | cost of | what are they/these going for | what … set me back | whats the price |
        prices of`,
      likely: 'how much | price | cost/costs | prices | on sale | discount* on',
      hint: 'expensive | sale | euros',
    },
    availability: {
      sure: `in stock | out of stock | sold out | available | availability | still have … this/that/it/them/these/the | do you still have | back in stock | got it/this/that/them/these ?also in |
        can i still get | get it/them/this/these in | does/do … come in | what/which colours/colors/sizes | comes in | exist* in | have it/them/this/these/that … in | restock* | any left | how many … left |
        do you have the/this/that/these/it/them | have it/this/them in | left in | is it/this there in`,
      likely: 'still have | still sell | come in | also in | there in | have the',
      hint: 'left | stock',
    },
    store_question: {
      sure: `how much are/is/do/for ?the/your ?progressive/varifocal/prescription/reading/new lenses | price/cost/prices of ?the/your ?progressive/varifocal/prescription lenses | what do ?the/your ?progressive/varifocal/prescription lenses cost | what/which brands | what does … mean | what is/are acetate/titanium/polari*/photochrom*/varifocal*/progressive/blue/transition* | hypoallergenic | shipping | ship to | deliver to | delivery time/cost/costs/options/fee* | how long … deliver*/take/ship* | return ?policy/it/them/my | returns | refund policy |
        send/give … back | warranty | guarantee | opening hours/times | open on/today/tomorrow/until | when do/are you open* | are you open | where are you/is your | your address |
        payment method* | pay with/by/in/via | paypal | klarna | credit card | instal*ments | gift card*/voucher* | insurance | prescription glasses/lenses/frames |
        my prescription lenses/in | put … prescription | order … prescription | prescription … order* | clean my/the/them/glasses | care for | look after |
        anti reflect*/glare | coating* | scratch* resistant | physical store* | have a store/shop | adjust* | repair* | discount code* | student discount |
        newsletter | voucher | try … at home | home trial | exchange ?it/them/a/the/my | contact lenses | lens options/thickness/types/replacement | blue light work* |
        can i return | can i exchange | what is your … policy | free shipping/returns/delivery | customs | privacy policy | how do i clean | how should i clean | eye test/exam* |
        gift wrap* | data … stored | store my data/photo/photos | what happens … photo*/data | international* | lenses … included | include … lenses | where … made |
        difference between polari*/progressive/varifocal … and | what are polari*/progressive/photochromic/varifocal | how do … lenses work | do i need polari*`,
      likely: `ship* | deliver* | return/returns | refund | exchange | pay | payment | warranty | hours | address | prescription | coating | lens/lenses | clean* | case |
        discount | policy | store/shop | insurance | uv protection | uv400 | repair*`,
      hint: 'policy | days | included | open | long does',
    },
    order_status: {
      sure: `where is/are my | track* my/order/package/parcel | order status | status of my/the order | my order/package/parcel/delivery | order number | tracking number/code/link |
        has my … shipped/arrived/sent | when will/does/do … arrive/come/ship/get | still have not received | have not received | cancel my | change my order/address |
        has not arrived | still waiting for | not arrived | did my … ship | i ordered | order i placed | when will … delivered | i placed an order | when does my`,
      likely: 'my order | arrived | tracking | shipped yet | ordered … ago | received',
      hint: 'order | package | parcel | waiting',
    },
    like: {
      sure: `fan of | into the | obsessed with | can see myself in | remember/save/keep/bookmark the | i ?really/quite/do like/love/adore ?the/this/that/these/those/it/them | ^ love/like it/them/this/these/that | ^ nice $ | save it/this/that/them/these/the | favourite/favorite | favourites/favorites |
        that is/one is ?really/so nice/great/beautiful/lovely/pretty/gorgeous | looks ?really great/nice/good/beautiful/lovely/gorgeous | bookmark | remember this/that/it | wishlist | wish list | is my favourite/favorite |
        are ?really/so nice/great/beautiful/lovely/pretty/gorgeous/cute | is ?really/so cute/stunning | my favourite/favorite | thumbs up | fav/faves/favs | i am in love | keep that/this/it in mind | stunning | gorgeous | ^ beautiful | ^ lovely $`,
      likely:
        'like/love it/them/this/that/these/the | beautiful | lovely | pretty | cute | nice one/ones | catches my eye',
      hint: 'like | love | nice',
    },
    add_to_cart: {
      sure: `to/in/into ?my/the/your ?shopping cart/basket/bag/trolley | add … cart/basket/bag | put … cart/basket/bag | to ?my cart/basket/bag | in/into my/the cart/basket/bag | i will take/have/buy/get it/this/that/them/these/those/the | buy it/this/that/them/these/the/now |
        take the/this/that/it/them/these | i want to buy/order/purchase it/this/that/them/these/the | check out/checkout | checkout | purchase | i would like to buy/order/purchase it/this/the/that/these |
        order it/this/that/them/these/the/one | ^ add it/this/that/them/these/the | can i buy it/this/that/them/these/the | i am buying | going to/with buy/take the/it/this | i will go with`,
      likely: 'buy | cart | basket | take it | add the/it/this | order the',
      hint: 'order',
    },
    remove_from_cart: {
      sure: `remove/delete … from/out ?of ?my/the ?shopping cart/basket/bag/trolley | take … out/off ?of ?my/the ?shopping cart/basket/bag/trolley |
        empty/clear ?my/the ?shopping cart/basket/bag | remove it/them/that/this ?again $ | take it/them/that/this out ?again $ | undo that/it $ |
        do not want it/them/that in ?my/the cart/basket/bag | out of ?my/the ?shopping cart/basket/bag`,
    },
    handover: {
      sure: `person/human/someone/somebody/anyone/anybody … talk/speak/chat | is there a/an ?real person/human | talk/speak/chat to/with … human/person/someone/somebody/people/agent/advisor/adviser/optician/staff/employee/representative/manager/expert/colleague | real/actual/live/human person/human/agent/people/being/advisor |
        customer service/support/care | human please | call me | phone number | can i call/phone/email | someone/somebody … call me | contact you/someone/support | connect/transfer/put/pass me … | get me a human/person/manager |
        your email/phone | support team | ^ human $ | ^ agent $ | ^ operator $ | help from a/an person/human/optician/expert | live chat | on the phone | ?an optician on/to | contact form/details/info* | a human | reach you/someone/somebody | speak/talk … someone`,
      likely:
        'human | real person | agent | representative | operator | manager | contact | staff | in person',
      hint: 'call | email | someone',
    },
    medical: {
      sure: `my eyes/eye hurt/hurts/ache/aches/burn/burns/itch/itches/are/is/get/feel/water/started/keep | eye/eyes … pain/strain/infection/disease/pressure/drops/surgery | headache/headaches | migraine* | double vision |
        blurry | blurred vision/sight | blurred | see blurred/double | dizzy | dizziness | nausea* | astigmatism | cataract* | glaucoma | macular* | diabetes | diabetic | retina* | conjunctivitis | floaters | flashes |
        what/which … strength/power/dioptre*/diopter*/prescription … need/i | do i need glasses | dioptre* | diopter* | lazy eye | squint* | keratoconus | read/interpret/understand my prescription | my prescription mean* | red eyes | dry eyes |
        do i need … progressive* | stronger/weaker/higher/new prescription | stronger lenses/glasses | losing … sight/vision | can not see ?well/properly/clearly/far/near | bad for my eyes | damage* … eyes | hurt … eyes | short ?sighted | near ?sighted | long ?sighted | far ?sighted  | nickel | rash | what does sph/cyl/axis | sph | cyl | lasik | my vision/sight/eyesight | eye doctor`,
      likely:
        'allerg* | hurt* | pain* | eyesight | vision | prescription mean* | doctor | diagnos* | symptom* | itch* | swollen',
      hint: 'eyes | strength',
    },
    yes: {
      sure: `^ yes/yeah/yep/yup/sure/ok/okay/absolutely/definitely/certainly/ja/indeed/correct/exactly ?please/sure/yes $ | ^ yes/yeah/yep/sure/ok/okay please/sure/thanks/go/do/that/why/lets/sounds/of/you |
        ^ of course $ | ^ go ahead | ^ sounds good/great | ^ why not $ | ^ do it | ^ please do $ | ^ that is right/fine/ok/correct | ^ let us ?do/go ?it $ | ^ perfect $ | ^ please $ | ^ by all means | ^ fine $ | ^ go for it | ^ alright $ | ^ all right $ | ^ great $ | ^ i would love/like that/to $ | ^ gladly | ^ that would be great/nice/good/lovely/fine/perfect`,
      likely: '^ yes/yeah/yep/yup/sure/okay/ok',
    },
    no: {
      sure: `^ no/nope/nah/never ?thanks/thank/no ?you/thanks $ | ^ no thanks/thank/thankyou/not/never/need/way/i … $ | ^ not really/now/yet/today/interested/necessary | ^ no thank you | ^ rather not | ^ i would rather not | ^ i do not want to/that $ |
        ^ not at all | ^ i do not know ?yet $ | ^ not sure ?yet $ | ^ i am not sure ?yet $ | ^ no idea | ^ none of them/these/those $ | ^ never mind | ^ nevermind | ^ skip ?it/this/that $ | ^ maybe later | ^ i do not think so | ^ better not | ^ forget it | ^ do not`,
      likely: '^ no/nope/nah',
    },
    small_talk: {
      sure: `cool/ok/okay/great/nice/perfect/lovely/brilliant cheers/thanks/thank/ta | how are you | how is it going | how are things | what is up | who are you | what is your name | are you a/an ?real robot/bot/human/person/ai/machine/chatbot | are you human/real | what can you do | how old are you |
        thank you ?so/very ?much $ | ^ thanks ?so/a ?lot/much $ | ^ cheers | lovely chatting | that is ?very/really/so helpful/kind/sweet | tell me a joke | you are ?so/very/really nice/great/funny/smart/awesome/helpful/sweet/kind/cute/the | nice to meet you | do you like/love/wear | ^ haha* | ^ lol |
        have a nice day | where are you from | do you sleep/dream/eat | are you there | what do you do | who made/built/created you | how does this ?chat work | you there | ^ cool $ | well done | ^ wow $ | ^ awesome $ | ^ you rock | appreciate* | very helpful | great help | speak english/german/french/spanish/italian`,
      likely: '^ thanks/thank | thank you | thanks | a robot | a bot | chatbot | joke',
      hint: 'funny',
    },
    complaint: {
      sure: `worthless | good for nothing | no use | not what i ordered | never again | crap/crappy | shit/shitty | bullshit | incompetent | joke of | complain* | complaint | terrible | awful | horrible | useless | worst | ridiculous | rubbish | disappoint* | unacceptable | scam | rip ?off | broken | broke | defective | faulty | damaged | fell apart | falling apart | came/come off | cracked |
        wrong frame*/glasses/colour/color/item/order/product/one/lenses/size/pair | not working | does not work | did not work | do not work | stopped working | money back | i want … refund | scratched | bad quality/service/experience | poor quality/service | fed up | annoy* | frustrat* | disgust* | unhappy | not happy |
        dissatisf* | you do not understand | not helping/helpful | waste of | snapped | nobody answers/answered/replies | no one answers/answered/replies | ignored | angry | furious | stupid bot/chat* | this sucks | sucks | unsatisf* | cheated | fake | misled | overcharged | charged … twice`,
      likely:
        'wrong | refund | bad | stupid | scratch* | loose | bent | problem with | not good | nonsense | rude',
      hint: 'problem | issue',
    },
    goodbye: {
      sure: `bye | goodbye | good bye | see you ?later/soon/around/then | see ya | farewell | that is all ?for/i/thanks ?now/needed | that will be all | that is everything | that would be all | good night | have a good/nice/great/lovely day/evening/weekend/one | i am done | talk ?to ?you later/soon | take care $ | cya | ciao | until next time | until later/tomorrow |
        that was it | i am off | i have to go | got to go | gotta go | catch you later | nothing else thanks/thank`,
      likely: 'later $ | that is it $ | nothing else',
    },
    out_of_scope: {
      sure: `weather | football | soccer | politic* | president | election | recipe* | cook | cooking | pizza | capital of | translate | poem | write me/a | code in | python | javascript | stock market | bitcoin | crypto* | movie* | film | song | music | restaurant* | hotel* | flight* | train | homework | math* |
        who won | news | horoscope | medicine for | buy a/an car | shoes | trousers | jeans | shirt | jacket | dress | watch/watches | phone case | laptop* | headphone* | lottery | how tall is | how far is | what time is it | play a game | play music | cat food | dog | pancakes | alarm | meaning of life | invest* |
        square root | plus | population | planet* | sneakers | bike | bicycle | taxi | visa | essay | history of | war | religion | tax | taxes | world cup | sing | what is the time | book a table | handbag* | backpack* | perfume | flowers | coffee machine`,
      likely:
        'car | game | book | today is | country | city | holiday* | school | meat | dinner | breakfast | lunch | bread | cake | milk',
    },
  },
  values: {
    shape: {
      cat_eye: 'cats eye | cat eyed | cats eyes',
      rectangle: 'rectangels | boxy rectangle*',
      square: 'boxy',
      round: 'john lennon | lennon | harry potter',
      trapezoid: 'way farer*',
      geometric: 'angular | edgy | six/eight ?sided',
      shield: 'visor',
    },
    color: {
      tortoise: 'tortoise shell | leopard | turtle shell',
      clear: 'see through | translucent',
      blue: 'turquoise | navy blue | cobalt | sky blue',
      multicolor: 'multi coloured/colored/colour/color | colourful | colorful | rainbow',
      gold: 'rose gold | golden | gilded',
      grey: 'slate grey/gray',
      red: 'crimson | maroon | scarlet',
      green: 'khaki | forest green | mint',
      purple: 'violet | lilac',
      white: 'off white',
      beige: 'cream coloured/colored | tan',
    },
    material: {
      wood: 'wooden | bamboo',
      stainless_steel: 'steel',
      horn: 'buffalo horn | real horn',
      metal: 'wire ?frame* | metallic',
    },
    rim: {
      rimless: 'rim less | frameless | frame less | without/no ?a rim/rims/frame | no visible rim',
      semi: 'semi rimless | half frame* | half rim* | half rimmed | semi rimmed | nylon rim | half rimless',
      full: 'full frame* | full rim* | full rimmed',
    },
    size: {
      narrow: `narrow* | small/little/tiny/slim/petite/thin/slender face/head/frame/frames/glasses/size/one/sunglasses | small | petite | face/head is ?very/quite/rather/pretty small/narrow/slim/thin | slim`,
      medium: 'medium | medium sized | average size/sized/face/head | mid size* | normal size*',
      wide: 'wide/large/big/broad/huge face/head/frame/frames/glasses/size/sunglasses/one | wide | large | oversize* | xl | extra large | big | broad | chunky | face/head is ?very/quite/rather/pretty big/large/wide/broad | huge',
    },
    gender: {
      women:
        'wife | girlfriend | mother | mum | mom | sister | girl/girls | daughter in law | grandmother | grandma | aunt | lady/ladies | her | feminine | woman* | for her | fiancee | female',
      men: 'husband | boyfriend | father | dad | brother | guy/guys | grandfather | grandpa | uncle | gentleman/gentlemen | masculine | for him | fiance | male | him | man | gents',
      kids: 'son | daughter | child* | kid* | toddler* | teen* | year old | years old | my boy/girl | my little boy/girl/one | nephew | niece | grandson | granddaughter | little boy/girl',
      unisex: 'unisex | gender neutral | for both of us',
    },
    occasion: {
      work: 'office | for/at/to work | business | meetings | professional | job | interview*',
      everyday: 'every day | day to day | daily | everyday | casual | all day',
      formal: 'formal* | wedding* | black tie | gala | elegant | dressy | ceremony | dress up',
      party: 'party/parties | night out | evening out | going out | clubbing | nightclub',
      sport:
        'sport* | sporty | running | jogging | cycling | gym | tennis | skiing | workout* | golf | run | biking | fitness | training',
      driving: 'driving | drive | in the car | behind the wheel',
      outdoor:
        'outdoor* | beach | hiking | mountain* | sailing | fishing | camping | holiday/holidays | vacation | hike* | garden*',
      school: 'school | university | college | uni | class | campus | studying',
    },
    lens_type: {
      sun: 'sunnies | sun protection | sunglass* | shades | sun glasses | tinted | for the sun',
      polarized: 'polari* | anti glare sun*',
      photochromic:
        'transition* | photochrom* | darken* in/when/outside/automatically | that darken* | adaptive lenses | change* with the light | get/gets/go/goes/turn/turns dark* ?in ?the ?sun/sunlight/light/outside/outdoors',
      blue_light:
        'blue light ?filter*/glasses/blocking/protection | blue filter | blue block* | screen glasses | computer glasses | for the computer/screen | screen work | gaming glasses | computer/screen work',
      progressive: 'progressive* | varifocal* | bifocal* | multifocal*',
      reading: 'reading glasses/frames/specs | readers | for reading | read with',
      mirrored: 'mirror*',
    },
  },
  light:
    'lightweight | light weight | light glasses/frames/frame/ones/one/pair | featherlight | feather light | ultralight | ultra light | weightless | barely feel | light | not ?too heavy | not ?be heavy',
  changes: {
    cheaper: `even cheaper | is/are ?a ?bit/quite/very/so/really/rather/pretty pricey/steep/expensive/dear | pricey | a bit/little/tad steep/pricey/expensive | ^ bit/little steep/pricey/expensive | cheaper | cheapest | less expensive | lower ?in price* | more affordable | too expensive | too dear | too pricey | too much ?money/for/$ | less pricey | better price | cost* less | less costly | out of my budget | over my budget | too costly | lower budget`,
    dearer: `more expensive | dearer | pricier | higher end | high end | premium | more luxur* | luxur* | fancier | higher ?in price* | upmarket | cost* more | too cheap | better quality | more exclusive`,
    smaller: `smaller | narrower | slimmer | too big/wide/large/broad/chunky/bulky | less wide/big | tighter | not ?so/as/too big/wide/large | more narrow/petite | more compact`,
    larger: `larger | bigger | wider | broader | too small/narrow/tight | less narrow | roomier | not ?so/as/too small/narrow`,
    lighter: `lighter | less heavy | too heavy | not ?so/as/too heavy | weigh* less | less weight`,
    more: `^ ?kind ?of like the/this/that | more like | similar ?to | something/anything/ones like the/this/these | show/see/have/got ?me ?some/any more | more options/frames/glasses/choices/results/models/of/like | any more | anything else | what else | others too | more please | ^ more $ | next page/ones | keep going | some more | few more | load more | ?the next ones | other options | see more | are there more | any others`,
    different: `ugly | hideous | boring | ^ meh $ | not nice/pretty | old fashioned | not for me | do not suit me | something/anything else | something ?completely/totally/a ?bit/little different | different ones/style/styles/frames/glasses/models/model/kind/options | others $ | other ones/frames/glasses/models/styles | none of these/them/those | do not like any/these/those/them/it | not ?my style/taste/what | not these/those | change of style | different`,
    start_over: `back to the start/beginning | start over | start again | start fresh | from scratch | reset | forget everything/all/that/what | new search | begin again | clear everything/all/filters/the/my | start from the beginning | restart | from the beginning | remove all filters`,
  },
  cheap:
    'nothing ?too/very/that expensive/pricey/dear/fancy | cheap | affordable | inexpensive | budget friendly | low cost | reasonably priced | bargain',
  any: {
    color:
      'any colour/color | colour/color does not matter | colour/color is not important | no matter the/what/which colour/color | whatever colour/color | every colour/color | all colours/colors | any colours/colors | do not care about/what … colour/color | colour/color is irrelevant | do not mind … colour/color | forget the colour/color | no colour/color preference',
    shape:
      'any shape | shape does not matter | whatever shape | all shapes | do not care about … shape | shape is not important | no matter the/what/which shape | do not mind … shape | forget the shape | any style/form | no shape preference | every shape',
    material:
      'any material | material does not matter | whatever material | do not care about … material | material is not important | no matter the/what/which material | do not mind … material | all materials | forget the material',
    brand:
      'any brand | brand does not matter | whatever brand | do not care about … brand | brand is not important | no matter the/what/which brand | all brands | do not mind … brand | forget the brand | every brand | any brands',
    size: 'any size | size does not matter | whatever size | all sizes | no matter the/what/which size | forget the size',
    gender: 'any gender | gender does not matter | no matter the gender',
    rim: 'any rim | rim does not matter',
    occasion: 'any occasion | for everything | all occasions | every occasion',
    price:
      'remove/drop/lift the price/budget ?limit | any price | price does not matter | price is not important | price is no object | money is no object/problem/issue | no matter the/what/how price/cost/much | whatever ?the price/it costs | budget does not matter | no budget ?limit | do not care about … price/money/cost | no limit | forget the price/budget/limit | money does not matter | price is not an issue | do not mind … price | cost does not matter | no price limit | unlimited budget | price is irrelevant',
  },
  whatever: `not bother/bothered ?me | dunno | idk | do not know ?yet $ | whatever you think/say | do/does not mind/matter/care | any | whatever | no preference | either ?is/one ?fine | does not matter | doesnt matter | not important | anything ?goes/works ?is ?fine $ | not fussed/picky/bothered | up to you | surprise me | all the same | not sure ?yet $ | open to anything | you choose/decide | irrelevant | no idea $ | everything $`,
  topics: {
    color: 'colour/color/colours/colors',
    shape: 'shape/shapes',
    material: 'material/materials',
    brand: 'brand/brands',
    size: 'size',
    price: 'price/budget/money/cost',
    occasion: 'occasion',
  },
  pronoun: 'it | this | that $ | this is/in | that is/in',
  ordinals: {
    1: 'first ?one/frame/pair | 1st | number one/1 | no 1 | top one | one on the left | leftmost | left one',
    2: 'second ?one/frame/pair/glasses | 2nd | number two/2 | no 2 | middle one | one in the middle',
    3: 'third ?one/frame/pair/glasses | 3rd | number three/3 | no 3',
    4: 'fourth ?one/frame/pair/glasses | 4th | number four/4 | no 4',
    5: 'fifth ?one/frame/pair/glasses | 5th | number five/5',
    6: 'sixth ?one/frame/pair/glasses | 6th | number six/6',
    7: 'seventh ?one | 7th | number seven/7',
    8: 'eighth ?one | 8th | number eight/8',
    '-1': 'last ?one/frame/pair/glasses | final one | bottom one | one on the right | rightmost | right one',
    0: 'this one/frame/pair/model/style | that one/frame/pair/model | this one here | like this ?one',
  },
  not: 'not | no | without | never | except ?for | but not | other than | anything/everything/all/any/something but | apart from | excluding | exclude | avoid | hate | dislike | neither | nor | nothing | instead of | rather than | non | not a fan of | can not stand | aside from | besides | rather not | minus | less of | do not like/want/need',
  but: 'but | please | just | only | however | more like | i want | i would like | prefer',
  rather: 'rather | instead',
  or: 'or | nor | neither',
  and: 'and | plus',
  face: `?very/strong square/strong/round/angular/pointed/soft jaw/jawline/chin |
      ?very round/oval/square/heart/long/oblong/diamond/triangular/triangle/rectangular/angular/geometric ?shape/shaped face/faces |
      face/faces is/are/looks ?very/quite/rather/more/pretty/a/kind ?of round/oval/square/long/heart/angular/oblong/diamond |
      my face … round/oval/square`,
  unmeant: `nothing fits/suits ?me | nothing ever fits/suits | big/large/small/wide/flat/tiny/long/narrow nose | big fan | big deal | big thanks | not ?a ?bit so/too/that/very/overly/super expensive/pricey/dear | what/which kind/kinds/type/sort ?of |
      kind of | good morning/evening/night/afternoon | do/does/will/would … work $ | how does |
      work/works on/with/together/well | make* sense | is that clear | to be clear | not sure | do not know |
      no idea | no problem | no worries | why not | not bad | no thanks/thank | can not see | can not find |
      can not decide | do not understand | right now | not yet | no rush | whatever | work from home |
      it is not | is not it | is there no | no doubt | not only | party line | do you not | could you not |
      can you not | ?i have not | has not | have not | did not | am not | all around | around here | year round |
      gold card | blue cross | black friday | green deal | round the corner | shop around | the full price |
      full of | white label | day/days | home office | hard work | your work | how ?do/does … work | how do it |
      light up | color/colour blind | see well | more about | the price of gold | not a problem | full name |
      full refund | tell me about | the mask | face mask`,
  article:
    'the | this | that | these | those | of | is | does | about | for | and | or | with | to | like | love | take | compare | between | vs | versus | called | than | model | are | do | will',
  price: {
    at_most: `stretch to | go ?up to | go as high as | afford ?up ?to | can spend ?up ?to | under | below | max | maximum ?of | at ?the most | up to | less than | not/no/nothing more than | no more than | not over/above/exceed* | cheaper than | until | within | not cost more than | nothing over/above | budget ?is/of/for/would ?be/is ?about/around | my/a/the limit ?is/of/would ?be | max ?budget ?is/of/price | can/could/want/would/will ?to ?only ?not spend ?up ?to | spend ?up ?to | for less than | not pay/spend more than | ?do not … spend/pay more/over/above ?than | not … go over/above | upper limit ?is/of | ceiling of | no higher than | maximum price/budget ?is/of | not go over/above | capped at | to spend ?is | lower than | top* ?out ?at`,
    at_least: `over | above | more than | at least | from | min | minimum ?of | starting ?at/from | upwards of | not less than | not under/below | no less than | nothing under/below | exceeding | north of | minimum price/budget ?is/of | dearer than | more expensive than`,
    between:
      'between | from | anywhere between | in the range ?of | range of/from | price range ?of/is ?between/from',
    to: 'and | to | or | until | till | up to',
    about:
      'about | around | approximately | approx | roughly | circa | ca | some | near | close to | somewhere around | in the region of | more or less | or so | round',
    or_less:
      'or less/under/below/cheaper/lower | max | maximum | tops | at most | at the most | limit | and under/below/less | budget | or thereabouts less | is my/the/our limit/max/maximum/budget | is all i have/can | top',
    or_more:
      'or more/above/over/up/higher | and up/above/more/over | minimum | min | plus | at least | upwards',
    measure:
      'mm | millimet* | cm | years/year | days/day | weeks/week | months/month | hours/hour | percent | minutes/minute | gram/grams | g | times | pair/pairs | people | stars | kids | dioptr* | diopt* | oclock | am | pm | frames/frame | glasses | options | models | ones',
  },
  numbers: `two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 twenty=20 thirty=30 forty=40 fifty=50
    sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000`,
};
