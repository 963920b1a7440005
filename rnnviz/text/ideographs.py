"""Which ideographs and syllables are common: the first plane of each national standard, and a few hundred above it.

The standards put what is in daily use before what is rare, and Python has their tables: nothing is kept here twice.
"""

from __future__ import annotations

from functools import cache

#: The commonest first.
CHINESE = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现"
    "当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重"
    "并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入"
    "几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基"
    "眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运早晚夜风雨"
    "花鸟树河吃喝写读字词句音节网络模型"
)
JAPANESE = (
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関"
    "決子動京全目表戦経通外最言現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進"
    "正安設保改数記院女初北午指権心界支第産結百点教報書府活原先共得解名交資予川向際勝面告軍文反元重近千考判認画海参売利組知案道信集在件団別物側任"
    "引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝価式確村提運終果西減広容必応演電住争談能無再位置真流格有口過少放検町常校料状工"
    "建語球営空職土与急止送供可役構木割聞身費付切由説転食比難車夫研断何南石足違消神番規術展導配算条独究育席起万着店残想線率病武声質念待試族象助例"
    "早形落好英低毎去味失個門写末守若種美影命福量望松非観白深字答夜音様注呼達猫犬花鳥雨雪空星静読書歩窓机紙春夏秋冬昔"
)


@cache
def plane(codec: str, first: int, last: int) -> str:
    """Return what a standard of rows and cells has under these first bytes.

    Parameters
    ----------
    codec : str
        Python's name for it: "gb2312", "euc_jp", "big5", "euc_kr" or "cp949".
    first, last : int
        First bytes, both included.
    """
    wide = codec in ("big5", "cp949")
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)] if wide else range(0xA1, 0xFF)
    return "".join(bytes((lead, trail)).decode(codec, "ignore") for lead in range(first, last + 1) for trail in trails)
