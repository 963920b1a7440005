<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>actions</name>
    <message>
        <source>&amp;A in every panel</source>
        <translation>&amp;A em todos os painéis</translation>
    </message>
    <message>
        <source>&amp;About RNNviz</source>
        <translation>&amp;Sobre o RNNviz</translation>
    </message>
    <message>
        <source>&amp;All lessons</source>
        <translation>&amp;Todas as lições</translation>
    </message>
    <message>
        <source>&amp;B in every panel</source>
        <translation>&amp;B em todos os painéis</translation>
    </message>
    <message>
        <source>&amp;Back into</source>
        <translation>Operação an&amp;terior</translation>
    </message>
    <message>
        <source>&amp;Bigger</source>
        <translation>&amp;Maior</translation>
    </message>
    <message>
        <source>&amp;Bring back the former run</source>
        <translation>&amp;Trazer de volta o treino anterior</translation>
    </message>
    <message>
        <source>&amp;Close B</source>
        <translation>&amp;Fechar B</translation>
    </message>
    <message>
        <source>&amp;Close the lesson</source>
        <translation>&amp;Fechar a lição</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Comparar</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>Contin&amp;uar</translation>
    </message>
    <message>
        <source>&amp;Copy a report</source>
        <translation>&amp;Copiar um relatório</translation>
    </message>
    <message>
        <source>&amp;Debug</source>
        <translation>&amp;Depurar</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Antes</translation>
    </message>
    <message>
        <source>&amp;Equal pace</source>
        <translation>&amp;Ritmo igual</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>Mais rápid&amp;o</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;juda</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;História</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Teclas</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Depois</translation>
    </message>
    <message>
        <source>&amp;Lesson panels</source>
        <translation>Painéis das &amp;lições</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>&amp;Lições</translation>
    </message>
    <message>
        <source>&amp;Light or dark</source>
        <translation>C&amp;laro ou escuro</translation>
    </message>
    <message>
        <source>&amp;Linked</source>
        <translation>&amp;Ligadas</translation>
    </message>
    <message>
        <source>&amp;My lessons...</source>
        <translation>&amp;Minhas lições...</translation>
    </message>
    <message>
        <source>&amp;My notes...</source>
        <translation>M&amp;inhas anotações...</translation>
    </message>
    <message>
        <source>&amp;New breakpoint...</source>
        <translation>No&amp;vo ponto de parada...</translation>
    </message>
    <message>
        <source>&amp;New seed</source>
        <translation>&amp;Nova semente</translation>
    </message>
    <message>
        <source>&amp;Next language</source>
        <translation>&amp;Próximo idioma</translation>
    </message>
    <message>
        <source>&amp;Next mark</source>
        <translation>Pró&amp;xima marca</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>&amp;Próxima etapa</translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation>&amp;Tamanho normal</translation>
    </message>
    <message>
        <source>&amp;Open text...</source>
        <translation>&amp;Abrir texto...</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>Pai&amp;néis</translation>
    </message>
    <message>
        <source>&amp;Parity at once with bit after bit</source>
        <translation>&amp;Paridade de uma vez com um bit depois do outro</translation>
    </message>
    <message>
        <source>&amp;Paste or type a text...</source>
        <translation>&amp;Colar ou digitar um texto...</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>&amp;Previous mark</source>
        <translation>Marca anterio&amp;r</translation>
    </message>
    <message>
        <source>&amp;Previous step</source>
        <translation>Etapa &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Put all panels back</source>
        <translation>&amp;Repor todos os painéis</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>&amp;Reduced motion</source>
        <translation>Mo&amp;vimento reduzido</translation>
    </message>
    <message>
        <source>&amp;Return to the present</source>
        <translation>&amp;Voltar ao presente</translation>
    </message>
    <message>
        <source>&amp;Reveal the answer</source>
        <translation>&amp;Revelar a resposta</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Rodar</translation>
    </message>
    <message>
        <source>&amp;Run to the cursor</source>
        <translation>Ir até o &amp;cursor</translation>
    </message>
    <message>
        <source>&amp;Sample now</source>
        <translation>Gerar &amp;amostra</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Salvar s&amp;essão</translation>
    </message>
    <message>
        <source>&amp;Slow motion</source>
        <translation>Câmera &amp;lenta</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>Me&amp;nor</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>&amp;Fontes</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>&amp;Passo</translation>
    </message>
    <message>
        <source>&amp;Texts...</source>
        <translation>&amp;Textos...</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Treino</translation>
    </message>
    <message>
        <source>&amp;Type the votes</source>
        <translation>&amp;Digitar os votos</translation>
    </message>
    <message>
        <source>&amp;Vanilla with LSTM</source>
        <translation>RNN &amp;simples com LSTM</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Exibir</translation>
    </message>
    <message>
        <source>&amp;With...</source>
        <translation>&amp;Com...</translation>
    </message>
    <message>
        <source>A &amp;− B in every panel</source>
        <translation>A &amp;− B em todos os painéis</translation>
    </message>
    <message>
        <source>A link that opens the same experiment elsewhere</source>
        <translation>Um link que abre o mesmo experimento em outro lugar</translation>
    </message>
    <message>
        <source>A perceptron that sees ten bits side by side, beside a recurrent net that reads one after another</source>
        <translation>Um perceptron que vê dez bits lado a lado, ao lado de uma rede recorrente que lê um depois do outro</translation>
    </message>
    <message>
        <source>Act on the &amp;other session</source>
        <translation>Agir na &amp;outra sessão</translation>
    </message>
    <message>
        <source>All break&amp;points on or off</source>
        <translation>Li&amp;gar ou desligar todos os pontos de parada</translation>
    </message>
    <message>
        <source>At most two pictures a second: nothing flickers; learning goes on as before</source>
        <translation>No máximo duas imagens por segundo: nada pisca; o aprendizado segue como antes</translation>
    </message>
    <message>
        <source>Back by a fiftieth of the run</source>
        <translation>Um quinquagésimo do treino para trás</translation>
    </message>
    <message>
        <source>Back o&amp;ver</source>
        <translation>Passo de tempo a&amp;nterior</translation>
    </message>
    <message>
        <source>Back ou&amp;t</source>
        <translation>Fase ante&amp;rior</translation>
    </message>
    <message>
        <source>Both s&amp;ide by side in every panel</source>
        <translation>As duas la&amp;do a lado em todos os painéis</translation>
    </message>
    <message>
        <source>Branch from &amp;here</source>
        <translation>Ramificar da&amp;qui</translation>
    </message>
    <message>
        <source>Change between the light and the dark theme</source>
        <translation>Alternar entre o tema claro e o escuro</translation>
    </message>
    <message>
        <source>Change to the next language; learning goes on</source>
        <translation>Mudar para o próximo idioma; o treino continua</translation>
    </message>
    <message>
        <source>Choose what is looked at in a model of your own</source>
        <translation>Escolher o que é observado em um modelo seu</translation>
    </message>
    <message>
        <source>Compare the guesses with the numbers on screen</source>
        <translation>Comparar os palpites com os números na tela</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>Copiar &amp;link</translation>
    </message>
    <message>
        <source>Copy as &amp;command</source>
        <translation>Copiar como co&amp;mando</translation>
    </message>
    <message>
        <source>Cursor to the first or last timestep</source>
        <translation>Cursor no primeiro ou no último passo de tempo</translation>
    </message>
    <message>
        <source>Cursor to the previous or next timestep</source>
        <translation>Cursor no passo de tempo anterior ou no seguinte</translation>
    </message>
    <message>
        <source>Cursor to the previous or next unit</source>
        <translation>Cursor na unidade anterior ou na seguinte</translation>
    </message>
    <message>
        <source>Edit the &amp;watched sequence</source>
        <translation>Editar a sequência &amp;observada</translation>
    </message>
    <message>
        <source>End the second session; the first goes on</source>
        <translation>Encerrar a segunda sessão; a primeira continua</translation>
    </message>
    <message>
        <source>Every key, in one list</source>
        <translation>Todas as teclas, em uma lista</translation>
    </message>
    <message>
        <source>Every panel where it was at first, or where the chosen layout has it</source>
        <translation>Cada painel onde estava no início, ou onde a disposição escolhida o tem</translation>
    </message>
    <message>
        <source>Every panel where it was before the lesson; learning goes on</source>
        <translation>Cada painel onde estava antes da lição; o treino continua</translation>
    </message>
    <message>
        <source>Every panel, with stepping and breakpoints in front</source>
        <translation>Todos os painéis, com o passo a passo e os pontos de parada à frente</translation>
    </message>
    <message>
        <source>Every range that had grown begins anew with what is on screen</source>
        <translation>Toda faixa que cresceu recomeça com o que está na tela</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Explicar</translation>
    </message>
    <message>
        <source>F&amp;aster motion</source>
        <translation>Câmera m&amp;ais rápida</translation>
    </message>
    <message>
        <source>Fewer timesteps a second</source>
        <translation>Menos passos de tempo por segundo</translation>
    </message>
    <message>
        <source>Fewer updates a second</source>
        <translation>Menos atualizações por segundo</translation>
    </message>
    <message>
        <source>Fi&amp;t colours and axes to what is shown</source>
        <translation>A&amp;justar cores e eixos ao que é mostrado</translation>
    </message>
    <message>
        <source>Find the year: a recurrent net beside one that has other matrices at each place of the sentence</source>
        <translation>Ache o ano: uma rede recorrente ao lado de outra que tem matrizes diferentes em cada lugar da frase</translation>
    </message>
    <message>
        <source>Five large panels beside the list of lessons</source>
        <translation>Cinco painéis grandes ao lado da lista de lições</translation>
    </message>
    <message>
        <source>Forward by a fiftieth of the run, up to the present</source>
        <translation>Um quinquagésimo do treino para a frente, até o presente</translation>
    </message>
    <message>
        <source>Four panels: the states, what the network says, how far it has come</source>
        <translation>Quatro painéis: os estados, o que a rede diz, até onde ela chegou</translation>
    </message>
    <message>
        <source>Full screen, in letters for the last row; Esc leaves</source>
        <translation>Tela cheia, com letras para a última fila; Esc sai</translation>
    </message>
    <message>
        <source>Go back to the state of the step before</source>
        <translation>Voltar ao estado da etapa anterior</translation>
    </message>
    <message>
        <source>Go on from this update in another way, beside this run</source>
        <translation>Continuar a partir desta atualização de outra maneira, ao lado deste treino</translation>
    </message>
    <message>
        <source>Go to &amp;update...</source>
        <translation>Ir para a at&amp;ualização...</translation>
    </message>
    <message>
        <source>Have a double click on a session, and a click on a link, open RNNviz</source>
        <translation>Fazer com que um duplo clique em uma sessão, e um clique em um link, abram o RNNviz</translation>
    </message>
    <message>
        <source>Have runs learn in processes of their own, where painting takes nothing from them</source>
        <translation>Faz as execuções aprenderem em processos próprios, onde desenhar não lhes tira nada</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Alto &amp;contraste</translation>
    </message>
    <message>
        <source>Hold several timesteps, from the cursor on; also by dragging</source>
        <translation>Fixar vários passos de tempo, a partir do cursor; também arrastando</translation>
    </message>
    <message>
        <source>How many MB of the disk they may take; the oldest go first</source>
        <translation>Quantos MB do disco eles podem ocupar; os mais antigos saem primeiro</translation>
    </message>
    <message>
        <source>How many of the class are for each answer; hidden until it is revealed</source>
        <translation>Quantos da turma são por cada resposta; fica oculto até ela ser revelada</translation>
    </message>
    <message>
        <source>In pr&amp;ocesses of their own</source>
        <translation>E&amp;m processos próprios</translation>
    </message>
    <message>
        <source>L&amp;ook</source>
        <translation>Ol&amp;har</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>Larger text and lines</source>
        <translation>Texto e linhas maiores</translation>
    </message>
    <message>
        <source>Learn a text file of yours</source>
        <translation>Aprender um arquivo de texto seu</translation>
    </message>
    <message>
        <source>Learn a text that you type or paste</source>
        <translation>Aprender um texto que você digita ou cola</translation>
    </message>
    <message>
        <source>Learn on, to the next breakpoint</source>
        <translation>Aprender até o próximo ponto de parada</translation>
    </message>
    <message>
        <source>Learn, or stop before the next update</source>
        <translation>Aprender, ou parar antes da próxima atualização</translation>
    </message>
    <message>
        <source>Let go of the cursor</source>
        <translation>Soltar o cursor</translation>
    </message>
    <message>
        <source>Let the model write</source>
        <translation>Deixar o modelo escrever</translation>
    </message>
    <message>
        <source>More timesteps a second</source>
        <translation>Mais passos de tempo por segundo</translation>
    </message>
    <message>
        <source>More updates a second</source>
        <translation>Mais atualizações por segundo</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>Semente</translation>
    </message>
    <message>
        <source>Next &amp;lesson</source>
        <translation>Próxima &amp;lição</translation>
    </message>
    <message>
        <source>Nothing muted: for a weak projector</source>
        <translation>Nada esmaecido: para um projetor fraco</translation>
    </message>
    <message>
        <source>One &amp;update</source>
        <translation>Uma at&amp;ualização</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>Atualizar</translation>
    </message>
    <message>
        <source>One update &amp;back</source>
        <translation>Uma atualização para &amp;trás</translation>
    </message>
    <message>
        <source>One update &amp;forward</source>
        <translation>Uma atualização para a &amp;frente</translation>
    </message>
    <message>
        <source>Op&amp;en session...</source>
        <translation>A&amp;brir sessão...</translation>
    </message>
    <message>
        <source>Open a second session beside this one, and change it later</source>
        <translation>Abrir uma segunda sessão ao lado desta, para mudá-la depois</translation>
    </message>
    <message>
        <source>Open by &amp;double click...</source>
        <translation>Abrir com &amp;duplo clique...</translation>
    </message>
    <message>
        <source>Open runs that were saved, or a snapshot; what is open goes to the recent runs</source>
        <translation>Abrir treinos que foram salvos, ou um instantâneo; o que está aberto vai para os treinos recentes</translation>
    </message>
    <message>
        <source>Open text</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open the folder of your own lessons, with one to begin from</source>
        <translation>Abrir a pasta das suas próprias lições, com um exemplo para começar</translation>
    </message>
    <message>
        <source>Open what is open beside itself, with other settings</source>
        <translation>Abrir ao lado o mesmo que está aberto, com outros ajustes</translation>
    </message>
    <message>
        <source>Parts of &amp;my model...</source>
        <translation>Parte&amp;s do meu modelo...</translation>
    </message>
    <message>
        <source>Play the update timestep by timestep, forward and then backward</source>
        <translation>Percorrer a atualização passo a passo no tempo, para a frente e depois para trás</translation>
    </message>
    <message>
        <source>Pre&amp;vious lesson</source>
        <translation>Lição a&amp;nterior</translation>
    </message>
    <message>
        <source>Present to a cla&amp;ss</source>
        <translation>Apresentar à t&amp;urma</translation>
    </message>
    <message>
        <source>Python source, C headers and LaTeX of this machine; what the lectures used</source>
        <translation>Código em Python, cabeçalhos de C e LaTeX desta máquina; o que as aulas usaram</translation>
    </message>
    <message>
        <source>R&amp;eset, same seed</source>
        <translation>R&amp;einiciar, mesma semente</translation>
    </message>
    <message>
        <source>Recent ru&amp;ns</source>
        <translation>Trei&amp;nos recentes</translation>
    </message>
    <message>
        <source>Recurrent networks from 1986 on, each year with an experiment</source>
        <translation>As redes recorrentes de 1986 em diante, cada ano com um experimento</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Room for recent &amp;runs...</source>
        <translation>Espaço para treinos &amp;recentes...</translation>
    </message>
    <message>
        <source>Run, pause, one update, reset, speed, watched sequence and cursor act on both</source>
        <translation>Rodar, pausar, uma atualização, reiniciar, velocidade, sequência observada e cursor agem nas duas</translation>
    </message>
    <message>
        <source>S&amp;how plumbing</source>
        <translation>Mostrar operações au&amp;xiliares</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>Mais &amp;devagar</translation>
    </message>
    <message>
        <source>S&amp;lower motion</source>
        <translation>Câmera mais &amp;devagar</translation>
    </message>
    <message>
        <source>S&amp;tart page</source>
        <translation>Página &amp;inicial</translation>
    </message>
    <message>
        <source>Save as a P&amp;yTorch script...</source>
        <translation>Salvar como script de P&amp;yTorch...</translation>
    </message>
    <message>
        <source>Save session &amp;as...</source>
        <translation>Salvar sessão c&amp;omo...</translation>
    </message>
    <message>
        <source>Say what each panel &amp;is</source>
        <translation>&amp;Explicar cada painel</translation>
    </message>
    <message>
        <source>Sha&amp;red weights with weights of each place</source>
        <translation>Pesos compar&amp;tilhados com pesos de cada lugar</translation>
    </message>
    <message>
        <source>Show a sentence in every panel</source>
        <translation>Mostrar uma frase em cada painel</translation>
    </message>
    <message>
        <source>Show it one update later, up to the present</source>
        <translation>Mostrar a rede uma atualização depois, até o presente</translation>
    </message>
    <message>
        <source>Show the answer, then go to the next step: also with a presenter&apos;s clicker</source>
        <translation>Mostrar a resposta, depois ir à próxima etapa: também com um passador de slides</translation>
    </message>
    <message>
        <source>Show the network as it was before its first update</source>
        <translation>Mostrar a rede como era antes da primeira atualização</translation>
    </message>
    <message>
        <source>Show the network as it was one update before</source>
        <translation>Mostrar a rede como era uma atualização antes</translation>
    </message>
    <message>
        <source>Show the newest update again</source>
        <translation>Mostrar de novo a atualização mais recente</translation>
    </message>
    <message>
        <source>Smaller text and lines</source>
        <translation>Texto e linhas menores</translation>
    </message>
    <message>
        <source>Start again from other random weights</source>
        <translation>Recomeçar com outros pesos aleatórios</translation>
    </message>
    <message>
        <source>Start again from the same random weights</source>
        <translation>Recomeçar com os mesmos pesos aleatórios</translation>
    </message>
    <message>
        <source>Step &amp;into</source>
        <translation>Próxima &amp;operação</translation>
    </message>
    <message>
        <source>Step &amp;over</source>
        <translation>Próximo &amp;passo de tempo</translation>
    </message>
    <message>
        <source>Step o&amp;ut</source>
        <translation>Próxima &amp;fase</translation>
    </message>
    <message>
        <source>Stop at what computes nothing, too: zeros, views, conversions; else at equations only</source>
        <translation>Parar também no que não calcula nada: zeros, recortes, conversões; senão, só nas equações</translation>
    </message>
    <message>
        <source>Switch every breakpoint off, or all on again</source>
        <translation>Desligar todos os pontos de parada, ou ligar todos de novo</translation>
    </message>
    <message>
        <source>T&amp;each</source>
        <translation>En&amp;sinar</translation>
    </message>
    <message>
        <source>T&amp;ime</source>
        <translation>Te&amp;mpo</translation>
    </message>
    <message>
        <source>Take one optimiser step, then pause</source>
        <translation>Dar um passo do otimizador e pausar</translation>
    </message>
    <message>
        <source>Text and lines as at first</source>
        <translation>Texto e linhas como no início</translation>
    </message>
    <message>
        <source>The beginning of this phase, then the previous one</source>
        <translation>O começo desta fase, depois a anterior</translation>
    </message>
    <message>
        <source>The experiment as one program that learns to the same bits and needs torch and numpy only</source>
        <translation>O experimento como um único programa, que aprende até os mesmos bits e só precisa de torch e numpy</translation>
    </message>
    <message>
        <source>The line that trains the same without a window</source>
        <translation>A linha que treina o mesmo sem janela</translation>
    </message>
    <message>
        <source>The list of lessons, chapter by chapter</source>
        <translation>A lista de lições, capítulo por capítulo</translation>
    </message>
    <message>
        <source>The next operation</source>
        <translation>A próxima operação</translation>
    </message>
    <message>
        <source>The next phase: forward, loss, backward, clipping, optimiser step</source>
        <translation>A próxima fase: ida, perda, volta, corte, passo do otimizador</translation>
    </message>
    <message>
        <source>The next timestep</source>
        <translation>O próximo passo de tempo</translation>
    </message>
    <message>
        <source>The previous operation</source>
        <translation>A operação anterior</translation>
    </message>
    <message>
        <source>The previous timestep</source>
        <translation>O passo de tempo anterior</translation>
    </message>
    <message>
        <source>The run that was there before this one, as it was; again, and this one is back</source>
        <translation>O treino que havia antes deste, como estava; outra vez, e este volta</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Three doors: watch one learn, a lesson, your own model or data</source>
        <translation>Três portas: ver uma rede aprender, uma lição, seu próprio modelo ou seus dados</translation>
    </message>
    <message>
        <source>To the &amp;first operation</source>
        <translation>Para a pr&amp;imeira operação</translation>
    </message>
    <message>
        <source>To the be&amp;ginning</source>
        <translation>Para o &amp;início</translation>
    </message>
    <message>
        <source>To the next update at which a setting was changed or a condition noted</source>
        <translation>À próxima atualização em que um ajuste mudou ou uma condição foi anotada</translation>
    </message>
    <message>
        <source>To the timestep that is pinned in the panels</source>
        <translation>Até o passo de tempo fixado nos painéis</translation>
    </message>
    <message>
        <source>To the update before at which a setting was changed or a condition noted</source>
        <translation>À atualização anterior em que um ajuste mudou ou uma condição foi anotada</translation>
    </message>
    <message>
        <source>Type the number of an update, and show the network as it was then</source>
        <translation>Digitar o número de uma atualização e mostrar a rede como era então</translation>
    </message>
    <message>
        <source>Type the text that every panel shows</source>
        <translation>Digitar o texto que todos os painéis mostram</translation>
    </message>
    <message>
        <source>Versions, settings and the last warnings, for whoever mends a fault</source>
        <translation>Versões, ajustes e os últimos avisos, para quem conserta uma falha</translation>
    </message>
    <message>
        <source>What is open with a vanilla cell, beside it with an LSTM: same text, same seed</source>
        <translation>O que está aberto com uma célula simples (vanilla), ao lado com uma LSTM: mesmo texto, mesma semente</translation>
    </message>
    <message>
        <source>Where the update begins</source>
        <translation>Onde a atualização começa</translation>
    </message>
    <message>
        <source>Which of A and B is meant where only one can be</source>
        <translation>Escolher qual das duas, A ou B, recebe o que só uma pode receber</translation>
    </message>
    <message>
        <source>While linked, both take the same updates; the faster one waits</source>
        <translation>Enquanto ligadas, as duas fazem as mesmas atualizações; a mais rápida espera</translation>
    </message>
    <message>
        <source>Whose lectures, videos and papers each lesson follows</source>
        <translation>De quem são as aulas, os vídeos e os artigos que cada lição segue</translation>
    </message>
    <message>
        <source>With the &amp;same settings</source>
        <translation>Com os &amp;mesmos ajustes</translation>
    </message>
    <message>
        <source>Words of your own, which are saved with the session</source>
        <translation>Palavras suas, que são salvas com a sessão</translation>
    </message>
    <message>
        <source>Write a condition under which learning stops</source>
        <translation>Escrever uma condição que interrompe o treino</translation>
    </message>
    <message>
        <source>Write everything that is open to one file, from which it goes on</source>
        <translation>Gravar tudo o que está aberto em um só arquivo, a partir do qual continua</translation>
    </message>
</context>
<context>
    <name>agent</name>
    <message>
        <source>A compiled model cannot be looked into: only its losses are shown. Call it without torch.compile.</source>
        <translation>Não é possível olhar dentro de um modelo compilado: só as perdas dele são mostradas. Chame-o sem torch.compile.</translation>
    </message>
    <message>
        <source>A model in DataParallel runs in many threads at once and cannot be watched: give {inner} instead.</source>
        <translation>Um modelo em DataParallel roda em várias threads ao mesmo tempo e não pode ser observado: passe {inner} no lugar dele.</translation>
    </message>
    <message>
        <source>A model in FullyShardedDataParallel has no weights of its own here, and cannot be watched.</source>
        <translation>Um modelo em FullyShardedDataParallel não tem pesos próprios aqui e não pode ser observado.</translation>
    </message>
    <message>
        <source>A scripted model cannot be looked into: only its losses are shown. Call it without torch.jit.</source>
        <translation>Não é possível olhar dentro de um modelo de torch.jit: só as perdas dele são mostradas. Chame-o sem torch.jit.</translation>
    </message>
    <message>
        <source>A sharded model has no whole weights here, and cannot be watched.</source>
        <translation>Um modelo particionado não tem pesos inteiros aqui e não pode ser observado.</translation>
    </message>
    <message>
        <source>RNNviz has a fault, and watches no more; your training goes on as it was: {fault}</source>
        <translation>O RNNviz tem uma falha e deixou de observar; seu treino continua como estava: {fault}</translation>
    </message>
    <message>
        <source>With torch {version} what RNNviz would show is not exact: on a toy layer it is off by {error}, of {bar} allowed. Nothing is watched.</source>
        <translation>Com o torch {version}, o que o RNNviz mostraria não é exato: em uma camada de teste o erro é {error}, e o permitido é {bar}. Nada é observado.</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source> (did you mean {word}?)</source>
        <translation> (você quis dizer {word}?)</translation>
    </message>
    <message>
        <source>--resume goes on with what the file has: it takes no other preset or encoding.</source>
        <translation>--resume continua com o que o arquivo tem: não aceita outro experimento nem outra codificação.</translation>
    </message>
    <message>
        <source>--resume writes what the file has: it takes no other preset, setting or encoding.</source>
        <translation>--resume escreve o que o arquivo tem: não aceita outro experimento, ajuste nem codificação.</translation>
    </message>
    <message>
        <source>--set takes NAME=VALUE, such as hidden=64, not {text}.</source>
        <translation>--set recebe NOME=VALOR, como hidden=64, e não {text}.</translation>
    </message>
    <message>
        <source>No pictures were drawn: {reason}</source>
        <translation>Nenhuma figura foi desenhada: {reason}</translation>
    </message>
    <message>
        <source>Not all of the policy file {file} is understood ({names}): the rest is in force.</source>
        <translation>Nem tudo no arquivo de política {file} é compreendido ({names}): o resto vale.</translation>
    </message>
    <message>
        <source>PySide6 is missing: type `pip install &quot;rnnviz[window]&quot;`.</source>
        <translation>Falta o PySide6: digite `pip install &quot;rnnviz[window]&quot;`.</translation>
    </message>
    <message>
        <source>PySide6 {found} cannot move panels: type `pip install PySide6-Essentials==6.11.3`.</source>
        <translation>O PySide6 {found} não consegue mover painéis: digite `pip install PySide6-Essentials==6.11.3`.</translation>
    </message>
    <message>
        <source>PySide6 {found} crashes on Python {python}: type `pip install PySide6-Essentials==6.11.3`, or use Python 3.12 or newer.</source>
        <translation>O PySide6 {found} falha no Python {python}: digite `pip install PySide6-Essentials==6.11.3`, ou use o Python 3.12 ou mais novo.</translation>
    </message>
    <message>
        <source>PyTorch is missing: type `pip install &quot;torch~={needed}.0&quot;`.</source>
        <translation>Falta o PyTorch: digite `pip install &quot;torch~={needed}.0&quot;`.</translation>
    </message>
    <message>
        <source>PyTorch {found} is installed, {needed} is needed: type `pip install &quot;torch~={needed}.0&quot;`.</source>
        <translation>O PyTorch {found} está instalado, mas é preciso o {needed}: digite `pip install &quot;torch~={needed}.0&quot;`.</translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM is {name}, and Qt here knows only {known}. Unset it, or choose one of these.</source>
        <translation>QT_QPA_PLATFORM é {name}, e o Qt daqui só conhece {known}. Remova a variável, ou escolha um destes.</translation>
    </message>
    <message>
        <source>Qt cannot be loaded: {reason}.</source>
        <translation>Não foi possível carregar o Qt: {reason}.</translation>
    </message>
    <message>
        <source>Say which preset is to be trained, or --resume FILE.</source>
        <translation>Diga qual experimento deve ser treinado, ou --resume ARQUIVO.</translation>
    </message>
    <message>
        <source>Say which preset is to be written, or --resume FILE.</source>
        <translation>Diga qual experimento deve ser escrito, ou --resume ARQUIVO.</translation>
    </message>
    <message>
        <source>The display {display} does not answer, so no window can be opened; type `rnnviz run characters` to train without one and get its pictures as files.</source>
        <translation>A tela {display} não responde, por isso nenhuma janela pode ser aberta; digite `rnnviz run characters` para treinar sem janela e receber as figuras em arquivos.</translation>
    </message>
    <message>
        <source>The output could not be written: {reason}.</source>
        <translation>A saída não pôde ser escrita: {reason}.</translation>
    </message>
    <message>
        <source>The policy file is left aside: {reason}</source>
        <translation>O arquivo de política é deixado de lado: {reason}</translation>
    </message>
    <message>
        <source>The policy file {file} is left aside: line {line}: {reason}.</source>
        <translation>O arquivo de política {file} é deixado de lado: linha {line}: {reason}.</translation>
    </message>
    <message>
        <source>The setting {name} is given twice.</source>
        <translation>A configuração {name} foi dada duas vezes.</translation>
    </message>
    <message>
        <source>The system library {library} is missing, without which nothing can be drawn; on Debian or Ubuntu type `sudo apt-get install {packages}`.</source>
        <translation>Falta a biblioteca de sistema {library}, sem a qual nada pode ser desenhado; no Debian ou no Ubuntu, digite `sudo apt-get install {packages}`.</translation>
    </message>
    <message>
        <source>There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); type `rnnviz run characters` to train without one and get its pictures as files.</source>
        <translation>Não há tela em que abrir uma janela (nem DISPLAY nem WAYLAND_DISPLAY está definida); digite `rnnviz run characters` para treinar sem janela e receber as figuras em arquivos.</translation>
    </message>
    <message>
        <source>There is no language {code}{nearest}; there are {known}.</source>
        <translation>Não há o idioma {code}{nearest}; há {known}.</translation>
    </message>
    <message>
        <source>There is no setting {name}{nearest}; there are {known}.</source>
        <translation>Não há o ajuste {name}{nearest}; há {known}.</translation>
    </message>
    <message>
        <source>There is no step {step}: the lesson has {steps}.</source>
        <translation>Não há a etapa {step}: a lição tem {steps}.</translation>
    </message>
    <message>
        <source>`rnnviz learn` is started by a window, which says where it is to be called.</source>
        <translation>`rnnviz learn` é iniciado por uma janela, que diz onde deve ser chamada.</translation>
    </message>
    <message>
        <source>`rnnviz observe` is started by a window, which passes on what it listens to.</source>
        <translation>`rnnviz observe` é iniciado por uma janela, que lhe passa o que deve escutar.</translation>
    </message>
</context>
<context>
    <name>breakpoints</name>
    <message>
        <source>A breakpoint is evaluated every 1, 2, 3, ... updates, not {every}.</source>
        <translation>Um ponto de parada é avaliado a cada 1, 2, 3, ... atualizações, e não {every}.</translation>
    </message>
    <message>
        <source>A breakpoint needs a condition, such as loss &gt; 3.</source>
        <translation>Um ponto de parada precisa de uma condição, como loss &gt; 3.</translation>
    </message>
    <message>
        <source>A condition can have {longest} characters at most; this one has {n}.</source>
        <translation>Uma condição pode ter no máximo {longest} caracteres; esta tem {n}.</translation>
    </message>
    <message>
        <source>At column {column}: an exponent must be a number between -{n} and {n}.</source>
        <translation>Na coluna {column}: um expoente precisa ser um número entre -{n} e {n}.</translation>
    </message>
    <message>
        <source>At column {column}: something is missing at the end, as in loss &gt; 3.</source>
        <translation>Na coluna {column}: falta algo no fim, como em loss &gt; 3.</translation>
    </message>
    <message>
        <source>At column {column}: there is no quantity {text}{nearest}; there are {known}.</source>
        <translation>Na coluna {column}: não há a grandeza {text}{nearest}; há {known}.</translation>
    </message>
    <message>
        <source>At column {column}: there is nothing that this {text} closes.</source>
        <translation>Na coluna {column}: não há nada que este {text} feche.</translation>
    </message>
    <message>
        <source>At column {column}: this is nested too deeply.</source>
        <translation>Na coluna {column}: há parênteses demais, uns dentro dos outros.</translation>
    </message>
    <message>
        <source>At column {column}: this model has no gate {gate}{nearest}; it has {known}.</source>
        <translation>Na coluna {column}: este modelo não tem a porta {gate}{nearest}; ele tem {known}.</translation>
    </message>
    <message>
        <source>At column {column}: this model has no gates, and so no {text}.</source>
        <translation>Na coluna {column}: este modelo não tem portas e, portanto, não tem {text}.</translation>
    </message>
    <message>
        <source>At column {column}: this task measures no {text}, so this would never hold.</source>
        <translation>Na coluna {column}: esta tarefa não mede {text}, por isso a condição nunca valeria.</translation>
    </message>
    <message>
        <source>At column {column}: this {text} is never closed.</source>
        <translation>Na coluna {column}: este {text} nunca é fechado.</translation>
    </message>
    <message>
        <source>At column {column}: {name} is not a function{nearest}; there are {known}.</source>
        <translation>Na coluna {column}: {name} não é uma função{nearest}; há {known}.</translation>
    </message>
    <message>
        <source>At column {column}: {text} cannot be computed; write it as in {example}.</source>
        <translation>Na coluna {column}: {text} não pode ser calculado; escreva como em {example}.</translation>
    </message>
    <message>
        <source>At column {column}: {text} cannot stand here.</source>
        <translation>Na coluna {column}: {text} não pode ficar aqui.</translation>
    </message>
    <message>
        <source>At column {column}: {text} cannot stand here; write {meant}.</source>
        <translation>Na coluna {column}: {text} não pode ficar aqui; escreva {meant}.</translation>
    </message>
    <message>
        <source>At column {column}: {text} has no place here; only {parted} has parts.</source>
        <translation>Na coluna {column}: {text} não cabe aqui; só {parted} tem partes.</translation>
    </message>
    <message>
        <source>At column {column}: {text} has no place in a condition, which compares numbers, as in loss &gt; 3.</source>
        <translation>Na coluna {column}: {text} não cabe em uma condição, que compara números, como em loss &gt; 3.</translation>
    </message>
    <message>
        <source>At column {column}: {text} is a function; say of what, as in {text}(...).</source>
        <translation>Na coluna {column}: {text} é uma função; diga de quê, como em {text}(...).</translation>
    </message>
    <message>
        <source>At column {column}: {text} is a number; compare it, as in {text} &gt; 3.</source>
        <translation>Na coluna {column}: {text} é um número; compare-o, como em {text} &gt; 3.</translation>
    </message>
    <message>
        <source>At column {column}: {text} is of one gate; say which, as in {example}.</source>
        <translation>Na coluna {column}: {text} é de uma porta; diga de qual, como em {example}.</translation>
    </message>
    <message>
        <source>At column {column}: {text} is one value per timestep; take {functions} of it.</source>
        <translation>Na coluna {column}: {text} é um valor por passo de tempo; tome {functions} dele.</translation>
    </message>
</context>
<context>
    <name>calendar</name>
    <message>
        <source>A click on a day changes its weather</source>
        <translation>Um clique num dia muda o tempo dele</translation>
    </message>
    <message>
        <source>A day less</source>
        <translation>Um dia a menos</translation>
    </message>
    <message>
        <source>A day more</source>
        <translation>Um dia a mais</translation>
    </message>
    <message>
        <source>Calendar of the week</source>
        <translation>Calendário da semana</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Sexta</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>Segunda</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>Sábado</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>Domingo</translation>
    </message>
    <message>
        <source>The calendar is that of the perfect roommate: choose him among the experiments.</source>
        <translation>O calendário é o do colega perfeito: escolha-o entre os experimentos.</translation>
    </message>
    <message>
        <source>The roommate&apos;s menu</source>
        <translation>O cardápio do colega</translation>
    </message>
    <message>
        <source>There is no day {day} in the week.</source>
        <translation>Não há dia {day} na semana.</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>Quinta</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>Terça</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>Quarta</translation>
    </message>
    <message>
        <source>given</source>
        <translation>dado</translation>
    </message>
</context>
<context>
    <name>cell</name>
    <message>
        <source>Beware of the letter: here, as in torch and in Cho et al. (2014), z keeps, {here}. Others (Chung et al. 2014, and many lectures) call z what writes, which is {other} here.</source>
        <translation>Cuidado com a letra: aqui, como no torch e em Cho et al. (2014), z guarda, {here}. Outros (Chung et al. 2014, e muitas aulas) chamam de z o que escreve, que aqui é {other}.</translation>
    </message>
    <message>
        <source>Of the cell only a part is revealed, as h(t): to the answer, and to the gates of the next timestep. (Revealed is the cell; nothing is revealed to it.) The belt goes on with all of it.</source>
        <translation>Da célula só se revela uma parte, como h(t): à resposta e às portas do próximo passo de tempo. (Revelada é a célula; nada é revelado a ela.) A esteira segue com tudo.</translation>
    </message>
    <message>
        <source>The belt is multiplied by f: 1 keeps everything, 0 erases it. (Some slides ask “whether to erase”; an open forget gate erases nothing.)</source>
        <translation>A esteira é multiplicada por f: 1 guarda tudo, 0 apaga. (Alguns slides perguntam “se apaga”; uma porta de esquecimento aberta não apaga nada.)</translation>
    </message>
    <message>
        <source>The belt is multiplied by {kept}: 1 keeps everything, 0 erases it.</source>
        <translation>A esteira é multiplicada por {kept}: 1 guarda tudo, 0 apaga.</translation>
    </message>
    <message>
        <source>The conveyor belt: {before} comes in at the left and runs straight through, past two stations. There is no matrix on it and no tanh: what nobody touches stays as it is.</source>
        <translation>A esteira: {before} entra pela esquerda e segue reto, passando por duas estações. Nela não há matriz nem tanh: o que ninguém toca fica como está.</translation>
    </message>
    <message>
        <source>What was kept and what is written are added. That sum, {state}, leaves at the right.</source>
        <translation>O que se guardou e o que se escreve são somados. Essa soma, {state}, sai pela direita.</translation>
    </message>
    <message>
        <source>candidate, h̃</source>
        <translation>candidato, h̃</translation>
    </message>
    <message>
        <source>candidate, input modulation gate, c̃</source>
        <translation>candidato, porta de modulação da entrada, c̃</translation>
    </message>
    <message>
        <source>forget gate, keep gate</source>
        <translation>porta de esquecimento, porta de guardar</translation>
    </message>
    <message>
        <source>input gate, write gate</source>
        <translation>porta de entrada, porta de escrita</translation>
    </message>
    <message>
        <source>output gate, read gate</source>
        <translation>porta de saída, porta de leitura</translation>
    </message>
    <message>
        <source>reset gate</source>
        <translation>porta de reinício</translation>
    </message>
    <message>
        <source>the belt</source>
        <translation>a esteira</translation>
    </message>
    <message>
        <source>the new state</source>
        <translation>o novo estado</translation>
    </message>
    <message>
        <source>update gate</source>
        <translation>porta de atualização</translation>
    </message>
    <message>
        <source>what is kept</source>
        <translation>o que se guarda</translation>
    </message>
    <message>
        <source>what is revealed</source>
        <translation>o que se revela</translation>
    </message>
    <message>
        <source>what is written</source>
        <translation>o que se escreve</translation>
    </message>
    <message>
        <source>{candidate} is what could be written, {share} how much of it is let in; their product is put onto the belt.</source>
        <translation>{candidate} é o que poderia ser escrito, {share} o quanto dele entra; o produto dos dois é posto na esteira.</translation>
    </message>
</context>
<context>
    <name>connection</name>
    <message>
        <source>No run can be heard here: {reason}.</source>
        <translation>Nenhuma execução pode ser ouvida aqui: {reason}.</translation>
    </message>
    <message>
        <source>Others can enter {folder}, through which a window and a run speak: remove it, or set {variable} to a folder that only you can enter.</source>
        <translation>Outras pessoas podem entrar em {folder}, por onde uma janela e uma execução se falam: remova-a ou defina {variable} como uma pasta em que só você possa entrar.</translation>
    </message>
    <message>
        <source>The window that is open is of RNNviz {program}, which speaks version {version} with the runs that it watches: close it, or install the same RNNviz for both.</source>
        <translation>A janela aberta é do RNNviz {program}, que fala a versão {version} com as execuções que observa: feche-a ou instale o mesmo RNNviz dos dois lados.</translation>
    </message>
    <message>
        <source>{folder}, through which a window and a run speak, cannot be used: {reason}. Set {variable} to another folder.</source>
        <translation>{folder}, por onde uma janela e uma execução se falam, não pode ser usada: {reason}. Defina {variable} como outra pasta.</translation>
    </message>
</context>
<context>
    <name>desktop</name>
    <message>
        <source>On this system the installer sets up what a double click opens: here nothing is to be done.</source>
        <translation>Neste sistema é o instalador que define o que um duplo clique abre: aqui não há nada a fazer.</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A and B have no activation of one module and size in common.</source>
        <translation>A e B não têm em comum a ativação de um mesmo módulo com o mesmo tamanho.</translation>
    </message>
    <message>
        <source>A and B have no attention of one size in common.</source>
        <translation>A e B não têm em comum nenhuma atenção de mesmo tamanho.</translation>
    </message>
    <message>
        <source>A and B have no gate in common: A has {a}, B has {b}.</source>
        <translation>A e B não têm nenhuma porta em comum: A tem {a}, B tem {b}.</translation>
    </message>
    <message>
        <source>A and B have no layer in common.</source>
        <translation>A e B não têm nenhuma camada em comum.</translation>
    </message>
    <message>
        <source>A and B have no weight matrix of one name and size in common.</source>
        <translation>A e B não têm em comum nenhuma matriz de pesos de mesmo nome e tamanho.</translation>
    </message>
    <message>
        <source>A and B predict different symbols: these cannot be subtracted.</source>
        <translation>A e B preveem símbolos diferentes: não podem ser subtraídas.</translation>
    </message>
    <message>
        <source>A and B read different sequences, so their timesteps cannot be subtracted.</source>
        <translation>A e B leem sequências diferentes, por isso seus passos de tempo não podem ser subtraídos.</translation>
    </message>
    <message>
        <source>A sequence of {length} symbols is too long to be shown: {most} is the most of this network.</source>
        <translation>Uma sequência de {length} símbolos é longa demais para ser mostrada: o máximo desta rede é {most}.</translation>
    </message>
    <message>
        <source>An error stopped training at update {update}: {error}</source>
        <translation>Um erro interrompeu o treino na atualização {update}: {error}</translation>
    </message>
    <message>
        <source>At update {update} the loss is {loss:.4g} and the gradient norm {norm:.4g}; the weights were not changed. Lower the learning rate or clip the gradient, and start again.</source>
        <translation>Na atualização {update} a perda é {loss:.4g} e a norma do gradiente {norm:.4g}; os pesos não foram alterados. Reduza a taxa de aprendizado ou corte o gradiente, e recomece.</translation>
    </message>
    <message>
        <source>Given up: the run before goes on.</source>
        <translation>Construção cancelada: a execução anterior continua.</translation>
    </message>
    <message>
        <source>No process could be started: {error}</source>
        <translation>Nenhum processo pôde ser iniciado: {error}</translation>
    </message>
    <message>
        <source>Nothing was built: it was given up.</source>
        <translation>Nada foi construído: a construção foi cancelada.</translation>
    </message>
    <message>
        <source>That did not work: {error}</source>
        <translation>Isso não funcionou: {error}</translation>
    </message>
    <message>
        <source>That was not done: the update it was meant for was not gone to.</source>
        <translation>Isso não foi feito: o treino não foi levado à atualização em que isso valeria.</translation>
    </message>
    <message>
        <source>The breakpoint {expression} holds at update {update}; the weights were not changed.</source>
        <translation>O ponto de parada {expression} vale na atualização {update}; os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>The model could not be built: {error}</source>
        <translation>O modelo não pôde ser construído: {error}</translation>
    </message>
    <message>
        <source>The process that trains has ended ({error}): a reset begins again in a new one.</source>
        <translation>O processo que treina terminou ({error}): reiniciar recomeça em um novo.</translation>
    </message>
    <message>
        <source>The run cannot go on: its weights do not fit the network of its settings.</source>
        <translation>O treino não pode continuar: seus pesos não cabem na rede de seus ajustes.</translation>
    </message>
    <message>
        <source>The run comes from another kind of machine: it goes on, but not to the very same bits.</source>
        <translation>O treino vem de outro tipo de máquina: ele continua, mas não com exatamente os mesmos bits.</translation>
    </message>
    <message>
        <source>The watched sequence could not be observed: {error}</source>
        <translation>A sequência observada não pôde ser examinada: {error}</translation>
    </message>
    <message>
        <source>The worker ended with an error: {error}</source>
        <translation>O processo de treino terminou com um erro: {error}</translation>
    </message>
    <message>
        <source>There is no former run that could be brought back.</source>
        <translation>Não há um treino anterior que possa ser trazido de volta.</translation>
    </message>
    <message>
        <source>There is no probe sequence to change anything in.</source>
        <translation>Não há sequência observada em que mudar algo.</translation>
    </message>
    <message>
        <source>There is no sequence {number}: a batch has {count}.</source>
        <translation>Não há a sequência {number}: um lote tem {count}.</translation>
    </message>
    <message>
        <source>This machine has no {device} device; choose cpu.</source>
        <translation>Esta máquina não tem o dispositivo {device}; escolha cpu.</translation>
    </message>
    <message>
        <source>This machine has not enough memory for that.</source>
        <translation>Esta máquina não tem memória suficiente para isso.</translation>
    </message>
    <message>
        <source>This run cannot be asked for parts of its model: all of it is looked at.</source>
        <translation>Esta execução não pode ser perguntada por partes do seu modelo: todo ele é observado.</translation>
    </message>
    <message>
        <source>This run cannot be asked to write.</source>
        <translation>Não se pode pedir a este treino que escreva.</translation>
    </message>
    <message>
        <source>This run cannot be computed once more with something changed in it.</source>
        <translation>Este treino não pode ser calculado de novo com algo alterado.</translation>
    </message>
    <message>
        <source>This run cannot be given another sequence to read.</source>
        <translation>Este treino não pode ler outra sequência.</translation>
    </message>
    <message>
        <source>This run cannot be given other settings while it goes on.</source>
        <translation>Os ajustes deste treino não podem ser mudados enquanto ele continua.</translation>
    </message>
    <message>
        <source>This run cannot be paused, or made to go on, from here.</source>
        <translation>Este treino não pode ser pausado nem retomado daqui.</translation>
    </message>
    <message>
        <source>This run cannot be saved.</source>
        <translation>Este treino não pode ser salvo.</translation>
    </message>
    <message>
        <source>This run cannot be slowed down from here.</source>
        <translation>Este treino não pode ser desacelerado daqui.</translation>
    </message>
    <message>
        <source>This run cannot be started anew, or with other settings.</source>
        <translation>Este treino não pode ser iniciado de novo nem com outros ajustes.</translation>
    </message>
    <message>
        <source>This run cannot be stepped through: the operations of its updates are not recorded.</source>
        <translation>Este treino não pode ser percorrido passo a passo: as operações das suas atualizações não são registradas.</translation>
    </message>
    <message>
        <source>This run cannot be stopped by breakpoints.</source>
        <translation>Este treino não pode ser detido por pontos de parada.</translation>
    </message>
    <message>
        <source>This run cannot be taken back to a past update.</source>
        <translation>Este treino não pode voltar a uma atualização passada.</translation>
    </message>
    <message>
        <source>This run cannot go on in another way from one of its updates.</source>
        <translation>Este treino não pode seguir outro caminho a partir de uma das suas atualizações.</translation>
    </message>
    <message>
        <source>This would take {needed} of memory, and {most} is the most: fewer units, fewer timesteps, a smaller batch or a text of fewer different symbols need less.</source>
        <translation>Isso ocuparia {needed} de memória, e o máximo é {most}: menos unidades, menos passos de tempo, um lote menor ou um texto com menos símbolos diferentes precisam de menos.</translation>
    </message>
    <message>
        <source>Training is running: pause it to step through an update.</source>
        <translation>O treino está rodando: pause para percorrer uma atualização.</translation>
    </message>
    <message>
        <source>h(t) is {a} in A and {b} in B: only equal sizes can be subtracted.</source>
        <translation>h(t) é {a} em A e {b} em B: só tamanhos iguais podem ser subtraídos.</translation>
    </message>
    <message>
        <source>{field} cannot be {value}: {reason}.</source>
        <translation>{field} não pode ser {value}: {reason}.</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Copy picture</source>
        <translation>Copiar figura</translation>
    </message>
    <message>
        <source>PyTorch script from the beginning: new weights of this seed (*.py)</source>
        <translation>Script de PyTorch desde o começo: pesos novos desta semente (*.py)</translation>
    </message>
    <message>
        <source>PyTorch script from update {update} on, with its weights (*.py)</source>
        <translation>Script de PyTorch a partir da atualização {update}, com os pesos dela (*.py)</translation>
    </message>
    <message>
        <source>Save as a PyTorch script</source>
        <translation>Salvar como script de PyTorch</translation>
    </message>
    <message>
        <source>Save numbers (CSV)...</source>
        <translation>Salvar números (CSV)...</translation>
    </message>
    <message>
        <source>Save numbers (NPZ)...</source>
        <translation>Salvar números (NPZ)...</translation>
    </message>
    <message>
        <source>Save picture (PNG)...</source>
        <translation>Salvar figura (PNG)...</translation>
    </message>
    <message>
        <source>Save picture (SVG)...</source>
        <translation>Salvar figura (SVG)...</translation>
    </message>
    <message>
        <source>Save {panel}</source>
        <translation>Salvar {panel}</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Gravado: {path}</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>Nobody writes to the pipe {path}.</source>
        <translation>Ninguém escreve no pipe {path}.</translation>
    </message>
    <message>
        <source>Nothing can be written to the folder {path}: {reason}.</source>
        <translation>Nada pode ser gravado na pasta {path}: {reason}.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: another program is using it.</source>
        <translation>O arquivo {path} não pode ser lido: outro programa o está usando.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: the computer or the disk that it is on is out of reach.</source>
        <translation>O arquivo {path} não pode ser lido: o computador ou o disco em que ele está não responde.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: the disk that it is on is failing.</source>
        <translation>O arquivo {path} não pode ser lido: o disco em que ele está apresenta falhas.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: too many files are open already.</source>
        <translation>O arquivo {path} não pode ser lido: já há arquivos abertos demais.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read: {reason}.</source>
        <translation>O arquivo {path} não pode ser lido: {reason}.</translation>
    </message>
    <message>
        <source>The file {path} could not be written: {reason}.</source>
        <translation>O arquivo {path} não pôde ser gravado: {reason}.</translation>
    </message>
    <message>
        <source>The file {path} does not fit into this machine&apos;s memory.</source>
        <translation>O arquivo {path} não cabe na memória desta máquina.</translation>
    </message>
    <message>
        <source>The file {path} holds no picture of a network.</source>
        <translation>O arquivo {path} não contém a figura de uma rede.</translation>
    </message>
    <message>
        <source>The file {path} is not UTF-8 text, as it must be: see byte {place}.</source>
        <translation>O arquivo {path} não é texto em UTF-8, como deve ser: veja o byte {place}.</translation>
    </message>
    <message>
        <source>The file {path} is too large: it has {size}, and {limit} is the most.</source>
        <translation>O arquivo {path} é grande demais: ele tem {size}, e o máximo é {limit}.</translation>
    </message>
    <message>
        <source>The file {path} was changed while it was read: open it once more.</source>
        <translation>O arquivo {path} foi alterado enquanto era lido: abra-o mais uma vez.</translation>
    </message>
    <message>
        <source>The name {path} is too long for a file.</source>
        <translation>O nome {path} é longo demais para um arquivo.</translation>
    </message>
    <message>
        <source>The picture cannot be made: {reason}.</source>
        <translation>A figura não pode ser feita: {reason}.</translation>
    </message>
    <message>
        <source>The picture {name} is missing: {reason}</source>
        <translation>Falta a figura {name}: {reason}</translation>
    </message>
    <message>
        <source>The pipe {path} brings more than {limit}: write it to a file, and open that.</source>
        <translation>O pipe {path} traz mais de {limit}: grave-o em um arquivo e abra esse arquivo.</translation>
    </message>
    <message>
        <source>The pipe {path} has brought nothing for {seconds} seconds.</source>
        <translation>O pipe {path} não traz nada há {seconds} segundos.</translation>
    </message>
    <message>
        <source>There can be no file with the name {path}.</source>
        <translation>Não pode haver um arquivo com o nome {path}.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>Não há o arquivo {path}.</translation>
    </message>
    <message>
        <source>There is no user of that name: {path}.</source>
        <translation>Não há usuário com esse nome: {path}.</translation>
    </message>
    <message>
        <source>You are not allowed to read {path}.</source>
        <translation>Você não tem permissão para ler {path}.</translation>
    </message>
    <message>
        <source>a number in it has too many digits</source>
        <translation>um número nele tem algarismos demais</translation>
    </message>
    <message>
        <source>a text in it has more than {most} letters</source>
        <translation>um texto nele tem mais de {most} letras</translation>
    </message>
    <message>
        <source>another program is using it</source>
        <translation>outro programa o está usando</translation>
    </message>
    <message>
        <source>it has more than {most} values</source>
        <translation>tem mais de {most} valores</translation>
    </message>
    <message>
        <source>it is a link that leads back to itself</source>
        <translation>é um link que leva de volta a si mesmo</translation>
    </message>
    <message>
        <source>it is larger than a file may be there</source>
        <translation>ele é maior do que um arquivo pode ser ali</translation>
    </message>
    <message>
        <source>it is nested more than {most} deep</source>
        <translation>há mais de {most} níveis, uns dentro dos outros</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>o nome é longo demais</translation>
    </message>
    <message>
        <source>nothing can be changed on that disk</source>
        <translation>nada pode ser alterado nesse disco</translation>
    </message>
    <message>
        <source>the computer or the disk that it is on is out of reach</source>
        <translation>o computador ou o disco em que ele está não responde</translation>
    </message>
    <message>
        <source>the disk is failing</source>
        <translation>o disco apresenta falhas</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>o disco está cheio</translation>
    </message>
    <message>
        <source>the line has more than {most} letters</source>
        <translation>a linha tem mais de {most} letras</translation>
    </message>
    <message>
        <source>there can be no such name</source>
        <translation>não pode haver um nome assim</translation>
    </message>
    <message>
        <source>there is a file of that name, not a folder</source>
        <translation>há um arquivo com esse nome, não uma pasta</translation>
    </message>
    <message>
        <source>there is a folder of that name, not a file</source>
        <translation>há uma pasta com esse nome, não um arquivo</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>não há essa pasta</translation>
    </message>
    <message>
        <source>this machine has not enough memory</source>
        <translation>esta máquina não tem memória suficiente</translation>
    </message>
    <message>
        <source>too many files are open already</source>
        <translation>já há arquivos abertos demais</translation>
    </message>
    <message>
        <source>you are not allowed to write there</source>
        <translation>você não tem permissão para gravar ali</translation>
    </message>
    <message>
        <source>you may write no more to this disk</source>
        <translation>você não pode gravar mais nada neste disco</translation>
    </message>
    <message>
        <source>{path} is a connection between programs, not a file.</source>
        <translation>{path} é uma conexão entre programas, não um arquivo.</translation>
    </message>
    <message>
        <source>{path} is a device, not a file.</source>
        <translation>{path} é um dispositivo, não um arquivo.</translation>
    </message>
    <message>
        <source>{path} is a folder, not a file.</source>
        <translation>{path} é uma pasta, não um arquivo.</translation>
    </message>
    <message>
        <source>{path} is a link that leads back to itself.</source>
        <translation>{path} é um link que leva de volta a si mesmo.</translation>
    </message>
    <message>
        <source>{path} is a pipe, not a file.</source>
        <translation>{path} é um pipe, não um arquivo.</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>A memory limit of {limit} MB cannot hold a single snapshot of this model, which takes {needed} MB: there is no going back in time.</source>
        <translation>Um limite de memória de {limit} MB não comporta nem um instantâneo deste modelo, que ocupa {needed} MB: não há como voltar no tempo.</translation>
    </message>
    <message>
        <source>A memory that lasts</source>
        <translation>Uma memória que dura</translation>
    </message>
    <message>
        <source>A weight cannot be {value}: it must be a finite number.</source>
        <translation>Um peso não pode ser {value}: precisa ser um número finito.</translation>
    </message>
    <message>
        <source>A year after the Transformer of Vaswani and others, attention takes over most of language. Culurciello advises to forget recurrent nets: what they carry from step to step, attention looks up at once.</source>
        <translation>Um ano depois do Transformer de Vaswani e outros, a atenção toma conta de quase toda a linguagem. Culurciello aconselha a esquecer as redes recorrentes: o que elas carregam de passo em passo, a atenção consulta de uma vez.</translation>
    </message>
    <message>
        <source>After a decade in which few used them, LSTMs win in speech and then in translation; often they are taken as a black box, whose inside this window opens. The GRU is published, and the encoder and decoder.</source>
        <translation>Depois de uma década em que poucos as usaram, as LSTMs vencem em fala e depois em tradução; muitas vezes são tomadas como uma caixa-preta, cujo interior esta janela abre. São publicados a GRU e o codificador com decodificador.</translation>
    </message>
    <message>
        <source>Back after a decade</source>
        <translation>De volta depois de uma década</translation>
    </message>
    <message>
        <source>Errors go back</source>
        <translation>Os erros voltam</translation>
    </message>
    <message>
        <source>Everybody tries it</source>
        <translation>Todo mundo experimenta</translation>
    </message>
    <message>
        <source>Hochreiter and Schmidhuber publish the LSTM: a state to which something is only added, so that errors do not vanish. In the same year Schuster and Paliwal read in both directions.</source>
        <translation>Hochreiter e Schmidhuber publicam a LSTM: um estado ao qual algo só é somado, para que os erros não se dissipem. No mesmo ano, Schuster e Paliwal leem nas duas direções.</translation>
    </message>
    <message>
        <source>Karpathy&apos;s 112 lines of Python make character models popular, Olah&apos;s pictures make the LSTM plain, and the attention of Bahdanau, Cho and Bengio, as in the translation of dates here, aligns what is written with what was read.</source>
        <translation>As 112 linhas de Python de Karpathy tornam populares os modelos de caracteres, as figuras de Olah tornam a LSTM clara, e a atenção de Bahdanau, Cho e Bengio, como na tradução de datas daqui, alinha o que se escreve com o que foi lido.</translation>
    </message>
    <message>
        <source>Long texts make a state of fixed size attractive again: Beck and others extend the LSTM (xLSTM), Feng and others ask “Were RNNs all we needed?” with a GRU whose gate sees x(t) alone, so that all timesteps can be computed at once.</source>
        <translation>Textos longos tornam de novo atraente um estado de tamanho fixo: Beck e outros estendem a LSTM (xLSTM), Feng e outros perguntam “Were RNNs all we needed?” com uma GRU cuja porta só vê x(t), de modo que todos os passos podem ser calculados de uma vez.</translation>
    </message>
    <message>
        <source>No experiment here stands for this year yet.</source>
        <translation>Nenhum experimento daqui representa este ano ainda.</translation>
    </message>
    <message>
        <source>Open “{title}”</source>
        <translation>Abrir “{title}”</translation>
    </message>
    <message>
        <source>Rumelhart, Hinton and Williams show that backpropagation finds useful hidden units, and unroll a recurrent net through time to train it. Jordan feeds the answer back as the next input, as parity does here.</source>
        <translation>Rumelhart, Hinton e Williams mostram que a retropropagação acha unidades ocultas úteis, e desenrolam uma rede recorrente no tempo para treiná-la. Jordan devolve a resposta como próxima entrada, como faz aqui a paridade.</translation>
    </message>
    <message>
        <source>Sutskever, Martens and Hinton train a character model on Wikipedia. Its samples have words that exist nowhere and yet could: look for the invented ones in Samples.</source>
        <translation>Sutskever, Martens e Hinton treinam um modelo de caracteres na Wikipédia. Suas amostras têm palavras que não existem em lugar algum e, no entanto, poderiam: procure as inventadas em Amostras.</translation>
    </message>
    <message>
        <source>Symbol by symbol</source>
        <translation>Símbolo por símbolo</translation>
    </message>
    <message>
        <source>The history has no year {year}; it has {known}.</source>
        <translation>A história não tem o ano {year}; tem {known}.</translation>
    </message>
    <message>
        <source>There is no going back in time: no snapshots of this run are kept.</source>
        <translation>Não há como voltar no tempo: não se guardam instantâneos deste treino.</translation>
    </message>
    <message>
        <source>There is no update {update} in this run: it goes from {first} to {last} so far.</source>
        <translation>Não há a atualização {update} neste treino: ele vai de {first} a {last} até agora.</translation>
    </message>
    <message>
        <source>There is no weight matrix called {name}{nearest}.</source>
        <translation>Não há matriz de pesos chamada {name}{nearest}.</translation>
    </message>
    <message>
        <source>They return</source>
        <translation>Elas voltam</translation>
    </message>
    <message>
        <source>{name} has {rows} rows and {columns} columns: there is no weight in {row}, {column}.</source>
        <translation>{name} tem {rows} linhas e {columns} colunas: não há peso em {row}, {column}.</translation>
    </message>
    <message>
        <source>“The fall of RNN”</source>
        <translation>“A queda da RNN”</translation>
    </message>
</context>
<context>
    <name>hunt</name>
    <message>
        <source>At update {update}, the data held {value}; it was first read at {source}: “{text}”. The weights were not changed.</source>
        <translation>Na atualização {update}, os dados continham {value}; a primeira leitura foi em {source}: “{text}”. Os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>At update {update}, the optimiser&apos;s step makes {value} of the parameter {name}.</source>
        <translation>Na atualização {update}, o passo do otimizador produz {value} no parâmetro {name}.</translation>
    </message>
    <message>
        <source>At update {update}, the parameter {name} held {value} from the start: an earlier step made it so.</source>
        <translation>Na atualização {update}, o parâmetro {name} já continha {value}: um passo anterior o deixou assim.</translation>
    </message>
    <message>
        <source>At update {update}, {value} was born at timestep {timestep}, in the backward pass of the operation {name} ({source}: “{text}”). The weights were not changed.</source>
        <translation>Na atualização {update}, {value} nasceu no passo de tempo {timestep}, na volta da operação {name} ({source}: “{text}”). Os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>At update {update}, {value} was born at timestep {timestep}, in the operation {name} ({source}: “{text}”). The weights were not changed.</source>
        <translation>Na atualização {update}, {value} nasceu no passo de tempo {timestep}, na operação {name} ({source}: “{text}”). Os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>At update {update}, {value} was born in the backward pass of the operation {name} ({source}: “{text}”). The weights were not changed.</source>
        <translation>Na atualização {update}, {value} nasceu na volta da operação {name} ({source}: “{text}”). Os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>At update {update}, {value} was born in the operation {name} ({source}: “{text}”). The weights were not changed.</source>
        <translation>Na atualização {update}, {value} nasceu na operação {name} ({source}: “{text}”). Os pesos não foram alterados.</translation>
    </message>
</context>
<context>
    <name>lessons</name>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Backpropagation through time</source>
        <translation>Retropropagação através do tempo</translation>
    </message>
    <message>
        <source>Building the network ...</source>
        <translation>Construindo a rede ...</translation>
    </message>
    <message>
        <source>Every press is a vote (keys 1 to {n}); V types how many there are.</source>
        <translation>Cada toque é um voto (teclas 1 a {n}); com V se digita quantos são.</translation>
    </message>
    <message>
        <source>Find a lesson</source>
        <translation>Procurar uma lição</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Portas</translation>
    </message>
    <message>
        <source>Going back to update {update} ...</source>
        <translation>Voltando à atualização {update} ...</translation>
    </message>
    <message>
        <source>Gradient flow</source>
        <translation>Fluxo do gradiente</translation>
    </message>
    <message>
        <source>Guess</source>
        <translation>Palpite</translation>
    </message>
    <message>
        <source>Intuition</source>
        <translation>Intuição</translation>
    </message>
    <message>
        <source>It is {answer}.</source>
        <translation>É {answer}.</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>Modelos de linguagem</translation>
    </message>
    <message>
        <source>Learning until update {update} ...</source>
        <translation>Aprendendo até a atualização {update} ...</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lições</translation>
    </message>
    <message>
        <source>My lessons</source>
        <translation>Minhas lições</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avançar</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>Próxima lição</translation>
    </message>
    <message>
        <source>Recording the update ...</source>
        <translation>Registrando a atualização ...</translation>
    </message>
    <message>
        <source>Recurrence</source>
        <translation>Recorrência</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Revelar</translation>
    </message>
    <message>
        <source>Right: {right} of {all}.</source>
        <translation>Acertos: {right} de {all}.</translation>
    </message>
    <message>
        <source>Show the answer  (B)</source>
        <translation>Mostrar a resposta  (B)</translation>
    </message>
    <message>
        <source>Step {k} of {n}</source>
        <translation>Etapa {k} de {n}</translation>
    </message>
    <message>
        <source>Steps: {n}</source>
        <translation>Etapas: {n}</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirar</translation>
    </message>
    <message>
        <source>Take the last vote back  (Backspace)</source>
        <translation>Retirar o último voto  (Backspace)</translation>
    </message>
    <message>
        <source>The folder of your lessons cannot be made: {error}.</source>
        <translation>A pasta das suas lições não pode ser criada: {error}.</translation>
    </message>
    <message>
        <source>The next step, or the next lesson  (Page Down)</source>
        <translation>O próximo passo, ou a próxima lição  (Page Down)</translation>
    </message>
    <message>
        <source>The step before  (Page Up)</source>
        <translation>A etapa anterior  (Page Up)</translation>
    </message>
    <message>
        <source>There is no lesson {key}; there are {known}.</source>
        <translation>Não há a lição {key}; há {known}.</translation>
    </message>
    <message>
        <source>This lesson cannot be opened: {file}, line {line}: {reason}.</source>
        <translation>Esta lição não pode ser aberta: {file}, linha {line}: {reason}.</translation>
    </message>
    <message>
        <source>This lesson cannot go on: {file}, line {line}: {reason}.</source>
        <translation>Esta lição não pode continuar: {file}, linha {line}: {reason}.</translation>
    </message>
    <message>
        <source>This lesson is not yet in {language}; it is told in {other}.</source>
        <translation>Esta lição ainda não está em {language}; é contada em {other}.</translation>
    </message>
    <message>
        <source>This was the last lesson of the list.</source>
        <translation>Esta era a última lição da lista.</translation>
    </message>
    <message>
        <source>Votes for {k}</source>
        <translation>Votos para {k}</translation>
    </message>
    <message>
        <source>Waiting for the picture ...</source>
        <translation>Aguardando a imagem ...</translation>
    </message>
    <message>
        <source>Writing a sample ...</source>
        <translation>Escrevendo uma amostra ...</translation>
    </message>
    <message>
        <source>Your guess</source>
        <translation>Seu palpite</translation>
    </message>
    <message>
        <source>a step shows {most} numbers at most</source>
        <translation>um passo mostra no máximo {most} números</translation>
    </message>
    <message>
        <source>guesses: {n}</source>
        <translation>palpites: {n}</translation>
    </message>
    <message>
        <source>right</source>
        <translation>certo</translation>
    </message>
    <message>
        <source>this network cannot be built: {reason}</source>
        <translation>esta rede não pode ser construída: {reason}</translation>
    </message>
    <message>
        <source>votes: {n}</source>
        <translation>votos: {n}</translation>
    </message>
    <message>
        <source>what begins here has more than {most} letters</source>
        <translation>o que começa aqui tem mais de {most} letras</translation>
    </message>
    <message>
        <source>what begins here has more than {most} lines</source>
        <translation>o que começa aqui tem mais de {most} linhas</translation>
    </message>
    <message>
        <source>what begins here has tables of more than {most} cells</source>
        <translation>o que começa aqui tem tabelas com mais de {most} células</translation>
    </message>
</context>
<context>
    <name>networks</name>
    <message>
        <source>Add</source>
        <translation>Soma</translation>
    </message>
    <message>
        <source>Add + bias</source>
        <translation>Soma + viés</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>Comida</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Junção</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Junto</translation>
    </message>
    <message>
        <source>Non-linear</source>
        <translation>Não linear</translation>
    </message>
    <message>
        <source>P(first is larger)</source>
        <translation>P(primeira maior)</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>Clima</translation>
    </message>
    <message>
        <source>a tie of {count}: the first one is taken</source>
        <translation>um empate de {count}: vale o primeiro</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>viés</translation>
    </message>
    <message>
        <source>dish</source>
        <translation>prato</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>média</translation>
    </message>
    <message>
        <source>next dish</source>
        <translation>próximo prato</translation>
    </message>
    <message>
        <source>target</source>
        <translation>alvo</translation>
    </message>
    <message>
        <source>weather</source>
        <translation>tempo</translation>
    </message>
</context>
<context>
    <name>numbers</name>
    <message>
        <source>A number is missing here.</source>
        <translation>Falta um número aqui.</translation>
    </message>
    <message>
        <source>at least {bound}</source>
        <translation>no mínimo {bound}</translation>
    </message>
    <message>
        <source>at most {bound}</source>
        <translation>no máximo {bound}</translation>
    </message>
    <message>
        <source>less than {bound}</source>
        <translation>menos que {bound}</translation>
    </message>
    <message>
        <source>more than {bound}</source>
        <translation>mais que {bound}</translation>
    </message>
    <message>
        <source>{text} cannot be taken: it must be {one} and {other}.</source>
        <translation>{text} não pode ser aceito: deve ser {one} e {other}.</translation>
    </message>
    <message>
        <source>{text} cannot be taken: it must be {one}.</source>
        <translation>{text} não pode ser aceito: deve ser {one}.</translation>
    </message>
    <message>
        <source>{text} has {signs} decimal signs: write one point or one comma.</source>
        <translation>{text} tem {signs} sinais decimais: escreva um só ponto ou uma só vírgula.</translation>
    </message>
    <message>
        <source>{text} is not a number.</source>
        <translation>{text} não é um número.</translation>
    </message>
    <message>
        <source>{text} is not a whole number.</source>
        <translation>{text} não é um número inteiro.</translation>
    </message>
    <message>
        <source>{text} is not a whole number: write it without a point or a comma.</source>
        <translation>{text} não é um número inteiro: escreva-o sem ponto nem vírgula.</translation>
    </message>
    <message>
        <source>{text} is too large.</source>
        <translation>{text} é grande demais.</translation>
    </message>
    <message>
        <source>{text} is too small to be told from 0.</source>
        <translation>{text} é pequeno demais para ser distinguido de 0.</translation>
    </message>
</context>
<context>
    <name>packing</name>
    <message>
        <source>It is cut off or damaged, or no file of RNNviz.</source>
        <translation>Está cortado ou danificado, ou não é um arquivo do RNNviz.</translation>
    </message>
    <message>
        <source>It was written by a newer RNNviz, in format {found}; this one reads formats up to {known}.</source>
        <translation>Foi gravado por um RNNviz mais novo, no formato {found}; este lê formatos até {known}.</translation>
    </message>
    <message>
        <source>What was received is cut off or damaged, and cannot be shown.</source>
        <translation>O que foi recebido está truncado ou danificado e não pode ser mostrado.</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>- - chance {share}</source>
        <translation>- - acaso {share}</translation>
    </message>
    <message>
        <source>; counted: the first {n} symbols</source>
        <translation>; contados: os primeiros {n} símbolos</translation>
    </message>
    <message>
        <source>; the watched passage is not counted</source>
        <translation>; o trecho observado não é contado</translation>
    </message>
    <message>
        <source>A Markov model sees the last n symbols and no more; the network keeps a state. Both learn from the same text.</source>
        <translation>Um modelo de Markov vê os últimos n símbolos e nada mais; a rede guarda um estado. Os dois aprendem do mesmo texto.</translation>
    </message>
    <message>
        <source>A beam of {width} finds “{text}”.</source>
        <translation>Um feixe de {width} encontra “{text}”.</translation>
    </message>
    <message>
        <source>A chunk has {least} to {most} timesteps here, not {value}.</source>
        <translation>Um trecho tem de {least} a {most} passos de tempo aqui, e não {value}.</translation>
    </message>
    <message>
        <source>A class types its questions, with headings; the network learns them at once.</source>
        <translation>Uma turma digita suas perguntas, com títulos; a rede as aprende na hora.</translation>
    </message>
    <message>
        <source>A larger network has no truth table: choose one of chapters 1 and 2.</source>
        <translation>Uma rede maior não tem tabela-verdade: escolha uma dos capítulos 1 e 2.</translation>
    </message>
    <message>
        <source>A random number falls on one symbol&apos;s share; that symbol is written, and read as the next input.</source>
        <translation>Um número aleatório cai na fatia de um símbolo; esse símbolo é escrito, e lido como a próxima entrada.</translation>
    </message>
    <message>
        <source>A slide squares the norm by mistake. With ‖g‖² the result has the norm threshold/‖g‖, not threshold: the larger the gradient was, the less is left of it. Its test, ‖g‖² &gt; threshold, fires from √threshold on.</source>
        <translation>Um slide eleva a norma ao quadrado por engano. Com ‖g‖², o resultado tem norma limiar/‖g‖, e não limiar: quanto maior era o gradiente, menos resta dele. O teste dele, ‖g‖² &gt; limiar, dispara a partir de √limiar.</translation>
    </message>
    <message>
        <source>A vanilla cell has no gates: at every timestep it overwrites its whole state. Choose an LSTM or a GRU.</source>
        <translation>Uma célula simples (vanilla) não tem portas: a cada passo de tempo sobrescreve todo o seu estado. Escolha uma LSTM ou uma GRU.</translation>
    </message>
    <message>
        <source>A vanilla cell has no gates: h⁽ᵗ⁾ = φ(W_xh x⁽ᵗ⁾ + W_hh h⁽ᵗ⁻¹⁾ + b).</source>
        <translation>Uma célula simples (vanilla) não tem portas: h⁽ᵗ⁾ = φ(W_xh x⁽ᵗ⁾ + W_hh h⁽ᵗ⁻¹⁾ + b).</translation>
    </message>
    <message>
        <source>A vanilla cell has no highway: every step back passes through W_hh. Choose an LSTM or a GRU.</source>
        <translation>Uma célula simples (vanilla) não tem via expressa: cada passo de volta atravessa W_hh. Escolha uma LSTM ou uma GRU.</translation>
    </message>
    <message>
        <source>A window has 0 to {most} symbols, not {value}.</source>
        <translation>Uma janela tem de 0 a {most} símbolos, e não {value}.</translation>
    </message>
    <message>
        <source>A: held-out {name}</source>
        <translation>A: validação: {name}</translation>
    </message>
    <message>
        <source>A: loss</source>
        <translation>A: perda</translation>
    </message>
    <message>
        <source>Accuracy for every lag</source>
        <translation>Acurácia para cada atraso</translation>
    </message>
    <message>
        <source>Activation functions</source>
        <translation>Funções de ativação</translation>
    </message>
    <message>
        <source>Activation functions with their derivatives.</source>
        <translation>Funções de ativação com suas derivadas.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>After one update the loss is {now}.</source>
        <translation>Depois de uma atualização a perda é {now}.</translation>
    </message>
    <message>
        <source>After update {update} it wrote: {text}</source>
        <translation>Depois da atualização {update} ele escreveu: {text}</translation>
    </message>
    <message>
        <source>After update {update}, {share} percent of the words it wrote are in the text; after update {first}, {before}.</source>
        <translation>Após a atualização {update}, {share} por cento das palavras que escreveu estão no texto; após a atualização {first}, {before}.</translation>
    </message>
    <message>
        <source>After {count} updates the smoothed loss is {now}; at first it was {first}.</source>
        <translation>Depois de {count} atualizações a perda suavizada é {now}; no início era {first}.</translation>
    </message>
    <message>
        <source>Agreement: {words}.</source>
        <translation>Concordância: {words}.</translation>
    </message>
    <message>
        <source>Along the cell, the gradient meets forget gates and no matrix: an open gate lets all of it through.</source>
        <translation>Ao longo da célula, o gradiente encontra portas de esquecimento e nenhuma matriz: uma porta aberta o deixa passar inteiro.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Contas</translation>
    </message>
    <message>
        <source>Arithmetic of the network</source>
        <translation>As contas da rede</translation>
    </message>
    <message>
        <source>As it is, under the edits, and the difference</source>
        <translation>Como está, com as mudanças, e a diferença</translation>
    </message>
    <message>
        <source>At first noise, then words, then sentences: what it writes as it learns.</source>
        <translation>Primeiro ruído, depois palavras, depois frases: o que ele escreve enquanto aprende.</translation>
    </message>
    <message>
        <source>At the last timestep there is no gradient to be followed.</source>
        <translation>No último passo de tempo não há gradiente a seguir.</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atenção</translation>
    </message>
    <message>
        <source>Attention. Heads: {heads}, targets: {targets}, sources: {sources}.</source>
        <translation>Atenção. Cabeças: {heads}, alvos: {targets}, fontes: {sources}.</translation>
    </message>
    <message>
        <source>B: loss</source>
        <translation>B: perda</translation>
    </message>
    <message>
        <source>Beam</source>
        <translation>Feixe</translation>
    </message>
    <message>
        <source>Before the first symbol: nothing is written yet.</source>
        <translation>Antes do primeiro símbolo: nada foi escrito ainda.</translation>
    </message>
    <message>
        <source>Begin again with the text as it was</source>
        <translation>Recomeçar com o texto inicial</translation>
    </message>
    <message>
        <source>Begin the walk again</source>
        <translation>Recomeçar o percurso</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Começar com</translation>
    </message>
    <message>
        <source>Behaviour of each unit at each timestep</source>
        <translation>Comportamento de cada unidade em cada passo de tempo</translation>
    </message>
    <message>
        <source>Behaviour of the cells</source>
        <translation>Comportamento das células</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>Pontos de parada</translation>
    </message>
    <message>
        <source>Build a new model</source>
        <translation>Construir um modelo novo</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>À mão</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Calendário</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudar</translation>
    </message>
    <message>
        <source>Change a state, a gate, a symbol, a weight or where it looks: what follows shows here, beside what is.</source>
        <translation>Mude um estado, uma porta, um símbolo, um peso ou para onde se olha: o que resulta aparece aqui, ao lado do original.</translation>
    </message>
    <message>
        <source>Change something inside and see what follows; learning is not touched.</source>
        <translation>Mude algo por dentro e veja o que resulta; o treino não é tocado.</translation>
    </message>
    <message>
        <source>Chunks: {chunks}. Timesteps before the edge at which the gradient of this loss is exactly zero, though in full it is up to {most}: {lost}.</source>
        <translation>Trechos: {chunks}. Passos de tempo antes da borda em que o gradiente desta perda é exatamente zero, embora completo chegue a {most}: {lost}.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Click a cell first: its target will look at its source alone.</source>
        <translation>Clique antes numa célula: o alvo dela vai olhar só para a fonte dela.</translation>
    </message>
    <message>
        <source>Common conditions</source>
        <translation>Condições comuns</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Condição</translation>
    </message>
    <message>
        <source>Copy as &amp;LaTeX</source>
        <translation>Copiar como &amp;LaTeX</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Copiar como &amp;texto</translation>
    </message>
    <message>
        <source>Cover each result until it is revealed (Return)</source>
        <translation>Encobrir cada resultado até que se revele (Enter)</translation>
    </message>
    <message>
        <source>Covered until it is revealed</source>
        <translation>Encoberto até que se revele</translation>
    </message>
    <message>
        <source>Derivatives by the weights</source>
        <translation>Derivadas pelos pesos</translation>
    </message>
    <message>
        <source>Directions and layers</source>
        <translation>Direções e camadas</translation>
    </message>
    <message>
        <source>Drag the line, or move it with the arrow keys</source>
        <translation>Arraste a linha, ou mova-a com as setas</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Sortear</translation>
    </message>
    <message>
        <source>Draw a symbol and feed it back  (Enter)</source>
        <translation>Sortear um símbolo e devolvê-lo como entrada  (Enter)</translation>
    </message>
    <message>
        <source>Draw one symbol after the other</source>
        <translation>Sortear um símbolo após o outro</translation>
    </message>
    <message>
        <source>Each function with its slope; where the slope is gone, a unit passes no gradient back.</source>
        <translation>Cada função com sua inclinação; onde a inclinação some, a unidade não passa gradiente para trás.</translation>
    </message>
    <message>
        <source>Each word looked up alone, above what is right: where length, order, agreement or meaning break.</source>
        <translation>Cada palavra procurada sozinha, acima do que é certo: onde quebram o comprimento, a ordem, a concordância ou o sentido.</translation>
    </message>
    <message>
        <source>Edits in force</source>
        <translation>Mudanças em vigor</translation>
    </message>
    <message>
        <source>Encoder and decoder</source>
        <translation>Codificador e decodificador</translation>
    </message>
    <message>
        <source>Encoder and decoder over the watched sequence</source>
        <translation>Codificador e decodificador sobre a sequência observada</translation>
    </message>
    <message>
        <source>Equations of the unit under the cursor</source>
        <translation>Equações da unidade sob o cursor</translation>
    </message>
    <message>
        <source>Evaluated every so many updates</source>
        <translation>Avaliado a cada tantas atualizações</translation>
    </message>
    <message>
        <source>Evaluated every so many updates; looking inside the network costs a picture each time</source>
        <translation>Avaliado a cada tantas atualizações; olhar dentro da rede custa uma imagem a cada vez</translation>
    </message>
    <message>
        <source>Every 1,000 updates</source>
        <translation>A cada 1000 atualizações</translation>
    </message>
    <message>
        <source>Every input of a small network; a row is ticked as soon as it is answered rightly.</source>
        <translation>Cada entrada de uma rede pequena; uma linha é marcada assim que respondida corretamente.</translation>
    </message>
    <message>
        <source>Every number of a small network, carried out step by step: by hand, and as learned so far.</source>
        <translation>Cada número de uma rede pequena, calculado passo a passo: à mão, e como aprendido até aqui.</translation>
    </message>
    <message>
        <source>Every quantity at every timestep</source>
        <translation>Cada grandeza em cada passo de tempo</translation>
    </message>
    <message>
        <source>Exploding: a gradient born at the last timestep is {left} times itself {looked} timesteps earlier. After {until} it is above a thousandfold.</source>
        <translation>Explosão: um gradiente nascido no último passo de tempo chega {looked} passos antes multiplicado por {left}. Após {until} passos já cresceu mais de mil vezes.</translation>
    </message>
    <message>
        <source>Exploding: above 1000 after one timestep</source>
        <translation>Explosão: acima de 1000 após um passo de tempo</translation>
    </message>
    <message>
        <source>Exploding: above 1000 after {until} timesteps</source>
        <translation>Explosão: acima de 1000 após {until} passos de tempo</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Dobrar</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Forçar</translation>
    </message>
    <message>
        <source>Forget gate saturated</source>
        <translation>Porta de esquecimento saturada</translation>
    </message>
    <message>
        <source>Forward through the sequence, then backward: every derivative with its numbers, and their sums.</source>
        <translation>Para a frente pela sequência, depois para trás: cada derivada com seus números, e suas somas.</translation>
    </message>
    <message>
        <source>From 1986 on: a click on a year says what came, and offers the experiment that stands for it.</source>
        <translation>De 1986 em diante: um clique em um ano diz o que veio e oferece o experimento que o representa.</translation>
    </message>
    <message>
        <source>From h to h, by every way there is, {product} arrives at most.</source>
        <translation>De h a h, por todos os caminhos que há, chega no máximo {product}.</translation>
    </message>
    <message>
        <source>Gates and cell</source>
        <translation>Portas e célula</translation>
    </message>
    <message>
        <source>Gates of {title}, mean over units and timesteps: {means}.</source>
        <translation>Portas de {title}, média sobre unidades e passos de tempo: {means}.</translation>
    </message>
    <message>
        <source>Go on from here with the edited weights, in a branch beside this run</source>
        <translation>Continuar daqui com os pesos mudados, em um ramo ao lado deste treino</translation>
    </message>
    <message>
        <source>Go to update</source>
        <translation>Ir para a atualização</translation>
    </message>
    <message>
        <source>Gradient at each timestep</source>
        <translation>Gradiente a cada passo</translation>
    </message>
    <message>
        <source>Gradient at each timestep, on its way back</source>
        <translation>Gradiente a cada passo de tempo, no caminho de volta</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>Corte do gradiente</translation>
    </message>
    <message>
        <source>Gradient flow</source>
        <translation>Fluxo do gradiente</translation>
    </message>
    <message>
        <source>Gradient norm above 10</source>
        <translation>Norma do gradiente acima de 10</translation>
    </message>
    <message>
        <source>Gradient of each unit at each timestep</source>
        <translation>Gradiente de cada unidade em cada passo de tempo</translation>
    </message>
    <message>
        <source>Gradient of the hidden state or of the cell state</source>
        <translation>Gradiente do estado oculto ou do estado da célula</translation>
    </message>
    <message>
        <source>Gradient over time</source>
        <translation>Gradiente no tempo</translation>
    </message>
    <message>
        <source>Growth of the samples</source>
        <translation>Evolução das amostras</translation>
    </message>
    <message>
        <source>Have the marked target look at the marked source alone, and see what it would write</source>
        <translation>Fazer o alvo marcado olhar só para a fonte marcada, e ver o que escreveria</translation>
    </message>
    <message>
        <source>Hidden state</source>
        <translation>Estado oculto</translation>
    </message>
    <message>
        <source>Hidden state of {title}. Units: {units}, timesteps: {timesteps}, from {low} to {high}.</source>
        <translation>Estado oculto de {title}. Unidades: {units}, passos de tempo: {timesteps}, de {low} a {high}.</translation>
    </message>
    <message>
        <source>Highway</source>
        <translation>Via expressa</translation>
    </message>
    <message>
        <source>History</source>
        <translation>História</translation>
    </message>
    <message>
        <source>Hold the largest singular value of W_hh here, while it learns or stands still; of a gated cell that of each gate&apos;s matrix</source>
        <translation>Manter aqui o maior valor singular de W_hh, durante o treino ou em pausa; em uma célula com portas, o da matriz de cada porta</translation>
    </message>
    <message>
        <source>Hover a heatmap to see a unit; click to pin it.</source>
        <translation>Passe o mouse sobre um mapa de calor para ver uma unidade; clique para fixá-la.</translation>
    </message>
    <message>
        <source>How a symbol is chosen</source>
        <translation>Como se escolhe um símbolo</translation>
    </message>
    <message>
        <source>How far back a gradient gets: it passes through W_hh once a timestep. Move the slider.</source>
        <translation>Até onde um gradiente volta: ele atravessa W_hh uma vez por passo de tempo. Mova o controle.</translation>
    </message>
    <message>
        <source>How far each unit opens its gates (1: open, 0: closed), and what its cell holds.</source>
        <translation>Quanto cada unidade abre suas portas (1: aberta, 0: fechada), e o que sua célula guarda.</translation>
    </message>
    <message>
        <source>How it is found where to look; with another one a run begins anew</source>
        <translation>Como se acha para onde olhar; com outro modo, a execução começa de novo</translation>
    </message>
    <message>
        <source>How large each update&apos;s gradient was, and what clipping has left of it: drag the line of the threshold.</source>
        <translation>O tamanho do gradiente de cada atualização, e o que o corte deixou dele: arraste a linha do limiar.</translation>
    </message>
    <message>
        <source>How likely the model finds each answer, or each next symbol; green: the right one.</source>
        <translation>A probabilidade que o modelo dá a cada resposta, ou a cada próximo símbolo; verde: o certo.</translation>
    </message>
    <message>
        <source>How many beginnings are kept at each timestep; 1: greedy</source>
        <translation>Quantos começos são mantidos a cada passo de tempo; 1: guloso</translation>
    </message>
    <message>
        <source>How many sentences it translates without a fault, by their length: long ones are where it shows.</source>
        <translation>Quantas frases traduz sem nenhum erro, por comprimento: é nas longas que se vê.</translation>
    </message>
    <message>
        <source>How many symbols back the Markov model sees</source>
        <translation>Quantos símbolos para trás o modelo de Markov vê</translation>
    </message>
    <message>
        <source>How much one step carries out</source>
        <translation>Quanto um passo calcula</translation>
    </message>
    <message>
        <source>How often it still knows the answer after so many timesteps: a gradient that vanishes learns no long lag.</source>
        <translation>Quantas vezes ela ainda sabe a resposta após tantos passos de tempo: um gradiente que se dissipa não aprende atrasos longos.</translation>
    </message>
    <message>
        <source>How strongly each timestep&apos;s state is held responsible for the loss.</source>
        <translation>Quanto o estado de cada passo de tempo responde pela perda.</translation>
    </message>
    <message>
        <source>How wrong its predictions are, update by update: lower is better.</source>
        <translation>Quanto suas previsões erram, atualização por atualização: quanto menos, melhor.</translation>
    </message>
    <message>
        <source>In every panel</source>
        <translation>Em todos</translation>
    </message>
    <message>
        <source>Inside the cell</source>
        <translation>Dentro da célula</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspetor</translation>
    </message>
    <message>
        <source>Instead of one likeliest symbol after another, several beginnings are kept; click one to see inside.</source>
        <translation>Em vez de um símbolo mais provável após o outro, vários começos são mantidos; clique em um para ver dentro.</translation>
    </message>
    <message>
        <source>It shows answer or states, not {value}.</source>
        <translation>Mostra answer ou states, e não {value}.</translation>
    </message>
    <message>
        <source>Jacobian of the timestep</source>
        <translation>Jacobiana do passo de tempo</translation>
    </message>
    <message>
        <source>Lag that is learned</source>
        <translation>Atraso que se aprende</translation>
    </message>
    <message>
        <source>Lag {lag}</source>
        <translation>Atraso {lag}</translation>
    </message>
    <message>
        <source>Largest singular value of W_hh</source>
        <translation>Maior valor singular de W_hh</translation>
    </message>
    <message>
        <source>Largest singular value {largest}, spectral radius {radius}.</source>
        <translation>Maior valor singular {largest}, raio espectral {radius}.</translation>
    </message>
    <message>
        <source>Layer and direction</source>
        <translation>Camada e direção</translation>
    </message>
    <message>
        <source>Layers and directions whose states are shown: {count}.</source>
        <translation>Camadas e direções cujos estados são mostrados: {count}.</translation>
    </message>
    <message>
        <source>Learned · update {update}</source>
        <translation>Aprendido · atualização {update}</translation>
    </message>
    <message>
        <source>Length: {read} words are read, {right} are right.</source>
        <translation>Comprimento: {read} palavras são lidas, {right} são as certas.</translation>
    </message>
    <message>
        <source>Let W_hh grow and shrink as it learns, or hold it</source>
        <translation>Deixar W_hh crescer e encolher ao aprender, ou mantê-la</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>Listagem</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Looking at “{source}” alone it would still write “{new}”: {q}, was {p}.</source>
        <translation>Olhando só para “{source}” ainda escreveria “{new}”: {q}, era {p}.</translation>
    </message>
    <message>
        <source>Looking at “{source}” alone it would write “{new}” ({q}), and not “{old}” ({p}).</source>
        <translation>Olhando só para “{source}” escreveria “{new}” ({q}), e não “{old}” ({p}).</translation>
    </message>
    <message>
        <source>Loss and gradient norm of each update</source>
        <translation>Perda e norma do gradiente de cada atualização</translation>
    </message>
    <message>
        <source>Mean losses</source>
        <translation>Perdas médias</translation>
    </message>
    <message>
        <source>Mean probability of the right answer: {together}; by one direction alone: {alone}.</source>
        <translation>Probabilidade média da resposta certa: {together}; por uma só direção: {alone}.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nomes</translation>
    </message>
    <message>
        <source>Neither vanishing nor exploding</source>
        <translation>Nem dissipação nem explosão</translation>
    </message>
    <message>
        <source>Neither vanishing nor exploding: a gradient born at the last timestep is {left} of itself {looked} timesteps earlier.</source>
        <translation>Nem dissipação nem explosão: um gradiente nascido no último passo de tempo chega {looked} passos antes multiplicado por {left}.</translation>
    </message>
    <message>
        <source>Network over the watched sequence</source>
        <translation>Rede ao longo da sequência observada</translation>
    </message>
    <message>
        <source>Next step (Right; Down: a whole operation)</source>
        <translation>Próximo passo (→; ↓: uma operação inteira)</translation>
    </message>
    <message>
        <source>Next symbol</source>
        <translation>Próximo símbolo</translation>
    </message>
    <message>
        <source>No breakpoint yet: write a condition below, or take a ready-made one.</source>
        <translation>Ainda não há ponto de parada: escreva uma condição abaixo, ou escolha uma pronta.</translation>
    </message>
    <message>
        <source>No gradient at the last timestep</source>
        <translation>Nenhum gradiente no último passo de tempo</translation>
    </message>
    <message>
        <source>No gradient was taken for this picture.</source>
        <translation>Nenhum gradiente foi calculado para esta imagem.</translation>
    </message>
    <message>
        <source>No node of this tree is the sequence “{text}”.</source>
        <translation>Nenhum nó desta árvore é a sequência “{text}”.</translation>
    </message>
    <message>
        <source>No samples yet.</source>
        <translation>Ainda não há amostras.</translation>
    </message>
    <message>
        <source>No update yet.</source>
        <translation>Ainda não há atualizações.</translation>
    </message>
    <message>
        <source>Norm of the gradient at each timestep</source>
        <translation>Norma do gradiente em cada passo de tempo</translation>
    </message>
    <message>
        <source>Norm of the gradient at each update, and the threshold</source>
        <translation>Norma do gradiente em cada atualização, e o limiar</translation>
    </message>
    <message>
        <source>Norm over units, or every unit</source>
        <translation>Norma sobre as unidades, ou cada unidade</translation>
    </message>
    <message>
        <source>Norms of the gradient</source>
        <translation>Normas do gradiente</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>Não finito</translation>
    </message>
    <message>
        <source>Not kept any more: the gradient of each update before {update}.</source>
        <translation>Não é mais guardado: o gradiente de cada atualização antes de {update}.</translation>
    </message>
    <message>
        <source>Nothing breaks: word by word is right here.</source>
        <translation>Nada quebra: palavra por palavra está certo aqui.</translation>
    </message>
    <message>
        <source>Nothing is asked in this sequence, so there is no loss.</source>
        <translation>Nada se pergunta nesta sequência, por isso não há perda.</translation>
    </message>
    <message>
        <source>On to where the walk turns back, then to the sums</source>
        <translation>Até onde o percurso dá meia-volta, depois até as somas</translation>
    </message>
    <message>
        <source>One cell with a loop, as before unrolling</source>
        <translation>Uma célula com um laço, como antes de desenrolar</translation>
    </message>
    <message>
        <source>One cell, station by station: the belt, what is kept, what is written, what is revealed.</source>
        <translation>Uma célula, estação por estação: a esteira, o que se guarda, o que se escreve, o que se revela.</translation>
    </message>
    <message>
        <source>One matrix for state and input: [W_hh W_xh]·[h(t−1); x(t)]</source>
        <translation>Uma só matriz para estado e entrada: [W_hh W_xh]·[h(t−1); x(t)]</translation>
    </message>
    <message>
        <source>One net reads, another one writes: all that passes between them is the vector in the middle.</source>
        <translation>Uma rede lê, a outra escreve: tudo o que passa de uma à outra é o vetor no meio.</translation>
    </message>
    <message>
        <source>One of the last {count} updates was clipped ({share}).</source>
        <translation>Uma das últimas {count} atualizações foi cortada ({share}).</translation>
    </message>
    <message>
        <source>One operation of the next update: F11 goes on to the next, Ctrl+F11 goes back.</source>
        <translation>Uma operação da próxima atualização: F11 vai à seguinte, Ctrl+F11 volta.</translation>
    </message>
    <message>
        <source>One step back (Left; Up: a whole operation)</source>
        <translation>Um passo para trás (←; ↑: uma operação inteira)</translation>
    </message>
    <message>
        <source>One timestep back  (←)</source>
        <translation>Um passo de tempo para trás  (←)</translation>
    </message>
    <message>
        <source>One timestep further: forward to the end, then backward  (→)</source>
        <translation>Um passo de tempo adiante: para a frente até o fim, depois para trás  (→)</translation>
    </message>
    <message>
        <source>Operands and result</source>
        <translation>Operandos e resultado</translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation>Ordem das unidades</translation>
    </message>
    <message>
        <source>Order: {words} at another place.</source>
        <translation>Ordem: {words} em outro lugar.</translation>
    </message>
    <message>
        <source>Pause (Space), then F11 steps into the update about to happen.</source>
        <translation>Pause (Espaço); depois F11 entra na atualização prestes a acontecer.</translation>
    </message>
    <message>
        <source>Phase plane</source>
        <translation>Plano de fase</translation>
    </message>
    <message>
        <source>Point at a unit and a timestep: each formula, then with its numbers.</source>
        <translation>Aponte uma unidade e um passo: cada fórmula, depois com seus números.</translation>
    </message>
    <message>
        <source>Predict first; a press shows what is behind</source>
        <translation>Primeiro, faça sua previsão; um clique mostra o que está por trás</translation>
    </message>
    <message>
        <source>Probability of each next symbol</source>
        <translation>Probabilidade de cada próximo símbolo</translation>
    </message>
    <message>
        <source>Quality by length</source>
        <translation>Qualidade por comprimento</translation>
    </message>
    <message>
        <source>Quality for every length</source>
        <translation>Qualidade para cada comprimento</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Perguntas</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>Prontas</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation>Gerar</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Amostras</translation>
    </message>
    <message>
        <source>Sampling, symbol by symbol</source>
        <translation>Amostragem, símbolo por símbolo</translation>
    </message>
    <message>
        <source>Seed of the random numbers: the same seed draws the same</source>
        <translation>Semente dos números aleatórios: a mesma semente sorteia o mesmo</translation>
    </message>
    <message>
        <source>Seed text</source>
        <translation>Texto inicial</translation>
    </message>
    <message>
        <source>Sequence of the next batch to step through</source>
        <translation>Sequência do próximo lote a percorrer</translation>
    </message>
    <message>
        <source>Settled by other words, or without a word of their own: {words}.</source>
        <translation>Decididas por outras palavras, ou sem palavra própria: {words}.</translation>
    </message>
    <message>
        <source>Share of the values at which the slope is gone: {shares}.</source>
        <translation>Fração dos valores em que a inclinação some: {shares}.</translation>
    </message>
    <message>
        <source>Singular values and eigenvalues</source>
        <translation>Valores singulares e autovalores</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Fontes</translation>
    </message>
    <message>
        <source>State and gradient at each timestep, chunk by chunk</source>
        <translation>Estado e gradiente em cada passo de tempo, trecho por trecho</translation>
    </message>
    <message>
        <source>States of the decoder along the chosen sequence</source>
        <translation>Estados do decodificador ao longo da sequência escolhida</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Passo</translation>
    </message>
    <message>
        <source>Stop before the weights change, or go on and write it down, here and on the timeline</source>
        <translation>Parar antes de os pesos mudarem, ou continuar e anotar, aqui e na linha do tempo</translation>
    </message>
    <message>
        <source>Success for every lag</source>
        <translation>Sucesso para cada atraso</translation>
    </message>
    <message>
        <source>Symbols in the window</source>
        <translation>Símbolos na janela</translation>
    </message>
    <message>
        <source>Take every edit back</source>
        <translation>Desfazer todas as mudanças</translation>
    </message>
    <message>
        <source>Take one edit back (Del)</source>
        <translation>Desfazer uma mudança (Del)</translation>
    </message>
    <message>
        <source>Take the last symbol back  (Backspace)</source>
        <translation>Retirar o último símbolo  (Backspace)</translation>
    </message>
    <message>
        <source>Target {target} looks at {count} sources alike, and at none more: {weight}.</source>
        <translation>O alvo {target} olha igualmente para {count} fontes, e para nenhuma mais: {weight}.</translation>
    </message>
    <message>
        <source>Target {target} looks most at source {source} “{symbol}”: {weight}.</source>
        <translation>O alvo {target} olha mais para a fonte {source} “{symbol}”: {weight}.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Temperature: 0 takes the most likely symbol, 1 draws as predicted</source>
        <translation>Temperatura: 0 toma o símbolo mais provável, 1 sorteia conforme o previsto</translation>
    </message>
    <message>
        <source>Temperature: low, the likeliest; 1, as predicted; high, anything</source>
        <translation>Temperatura: baixa, o mais provável; 1, conforme o previsto; alta, qualquer um</translation>
    </message>
    <message>
        <source>The Jacobian of this cell is not known.</source>
        <translation>A Jacobiana desta célula não é conhecida.</translation>
    </message>
    <message>
        <source>The answer by direction, or all states</source>
        <translation>A resposta por direção, ou todos os estados</translation>
    </message>
    <message>
        <source>The arithmetic of a larger network fills no page: choose one of chapters 1 and 2.</source>
        <translation>As contas de uma rede maior não cabem em uma página: escolha uma dos capítulos 1 e 2.</translation>
    </message>
    <message>
        <source>The cell under the cursor (Enter)</source>
        <translation>A célula sob o cursor (Enter)</translation>
    </message>
    <message>
        <source>The cell, with the numbers of one unit</source>
        <translation>A célula, com os números de uma unidade</translation>
    </message>
    <message>
        <source>The code that runs: the line of the operation one stands on is lit, a click goes to a line.</source>
        <translation>O código que roda: a linha da operação em que se está fica acesa, um clique vai até uma linha.</translation>
    </message>
    <message>
        <source>The first sample comes when training begins.</source>
        <translation>A primeira amostra vem quando o treino começa.</translation>
    </message>
    <message>
        <source>The functions of this network are its own: a vanilla cell&apos;s can be switched.</source>
        <translation>As funções desta rede são próprias dela: as de uma célula simples (vanilla) podem ser trocadas.</translation>
    </message>
    <message>
        <source>The gradient is not a number</source>
        <translation>O gradiente não é um número</translation>
    </message>
    <message>
        <source>The gradient is not a number: nothing can be said of its way back.</source>
        <translation>O gradiente não é um número: nada se pode dizer do seu caminho de volta.</translation>
    </message>
    <message>
        <source>The gradient vanishes through time</source>
        <translation>O gradiente se dissipa no tempo</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is largest at timestep {most} ({high}) and smallest at timestep {least} ({low}).</source>
        <translation>A norma do gradiente é maior no passo de tempo {most} ({high}) e menor no passo de tempo {least} ({low}).</translation>
    </message>
    <message>
        <source>The input that is held</source>
        <translation>A entrada que é mantida</translation>
    </message>
    <message>
        <source>The lag is one of {stops}, not {value}.</source>
        <translation>O atraso é um de {stops}, e não {value}.</translation>
    </message>
    <message>
        <source>The largest singular value of W_hh is {value}.</source>
        <translation>O maior valor singular de W_hh é {value}.</translation>
    </message>
    <message>
        <source>The lessons follow six university lectures on recurrent networks, held in Portuguese and English (Unicamp and industry, 2018 and 2019), and what those lectures stand on. Nothing of it is copied: texts, pictures and programs here are our own.</source>
        <translation>As lições seguem seis aulas universitárias sobre redes recorrentes, dadas em português e inglês (Unicamp e indústria, 2018 e 2019), e aquilo em que essas aulas se apoiam. Nada foi copiado: textos, figuras e programas aqui são nossos.</translation>
    </message>
    <message>
        <source>The listing has no line {value}.</source>
        <translation>A listagem não tem a linha {value}.</translation>
    </message>
    <message>
        <source>The loss jumps</source>
        <translation>A perda salta</translation>
    </message>
    <message>
        <source>The network answers {right} of {asked} rightly.</source>
        <translation>A rede responde {right} de {asked} corretamente.</translation>
    </message>
    <message>
        <source>The network is folded or not: True or False.</source>
        <translation>A rede está dobrada ou não: True ou False.</translation>
    </message>
    <message>
        <source>The next stop</source>
        <translation>A próxima parada</translation>
    </message>
    <message>
        <source>The only update so far was clipped.</source>
        <translation>A única atualização até aqui foi cortada.</translation>
    </message>
    <message>
        <source>The only update so far was not clipped.</source>
        <translation>A única atualização até aqui não foi cortada.</translation>
    </message>
    <message>
        <source>The output of this model is not W_hy h⁽ᵗ⁾ + b: there is no exact share of each direction.</source>
        <translation>A saída deste modelo não é W_hy h⁽ᵗ⁾ + b: não há parcela exata de cada direção.</translation>
    </message>
    <message>
        <source>The phase plane has no {value} for {option}.</source>
        <translation>O plano de fase não tem {value} para {option}.</translation>
    </message>
    <message>
        <source>The probabilities are no longer finite: nothing can be drawn.</source>
        <translation>As probabilidades já não são finitas: nada pode ser sorteado.</translation>
    </message>
    <message>
        <source>The random number on the cumulative probabilities</source>
        <translation>O número aleatório sobre as probabilidades acumuladas</translation>
    </message>
    <message>
        <source>The roommate&apos;s week: weather above, dish below. A click on a day changes its weather.</source>
        <translation>A semana do colega: em cima o tempo, embaixo o prato. Um clique num dia muda o tempo dele.</translation>
    </message>
    <message>
        <source>The state from below to above</source>
        <translation>O estado de baixo para cima</translation>
    </message>
    <message>
        <source>The state from left to right</source>
        <translation>O estado da esquerda para a direita</translation>
    </message>
    <message>
        <source>The state is carried over every edge of a chunk; the gradient stops at the first one it comes to.</source>
        <translation>O estado atravessa cada borda de trecho; o gradiente para na primeira que encontra.</translation>
    </message>
    <message>
        <source>The states are coloured by value or by gradient, not by {value}.</source>
        <translation>Os estados são coloridos por valor ou por gradiente, não por {value}.</translation>
    </message>
    <message>
        <source>The stop before</source>
        <translation>A parada anterior</translation>
    </message>
    <message>
        <source>The text so far</source>
        <translation>O texto até aqui</translation>
    </message>
    <message>
        <source>The text to begin with</source>
        <translation>O texto com que começar</translation>
    </message>
    <message>
        <source>The units whose highway is open the longest</source>
        <translation>As unidades cuja via expressa fica aberta por mais tempo</translation>
    </message>
    <message>
        <source>The update about to happen is being recorded ...</source>
        <translation>A atualização prestes a acontecer está sendo registrada ...</translation>
    </message>
    <message>
        <source>The walk has no place {value} for {option}.</source>
        <translation>O percurso não tem o lugar {value} para {option}.</translation>
    </message>
    <message>
        <source>The watched sequence is empty.</source>
        <translation>A sequência observada está vazia.</translation>
    </message>
    <message>
        <source>The whole sequence (0)</source>
        <translation>A sequência inteira (0)</translation>
    </message>
    <message>
        <source>There are no gradients: the loss does not reach the states.</source>
        <translation>Não há gradientes: a perda não chega aos estados.</translation>
    </message>
    <message>
        <source>There are no rows called {name}; there are table and sequence.</source>
        <translation>Não há linhas chamadas {name}; há table e sequence.</translation>
    </message>
    <message>
        <source>There are no steps called {name}; there are {known}.</source>
        <translation>Não há passos chamados {name}; há {known}.</translation>
    </message>
    <message>
        <source>There is no arithmetic on screen yet.</source>
        <translation>Ainda não há contas na tela.</translation>
    </message>
    <message>
        <source>There is no highway on show whose unit could be chosen.</source>
        <translation>Não há via expressa à vista da qual se possa escolher uma unidade.</translation>
    </message>
    <message>
        <source>There is no loss of {value} to follow back.</source>
        <translation>Não há perda de {value} a seguir de volta.</translation>
    </message>
    <message>
        <source>There is no model yet.</source>
        <translation>Ainda não há modelo.</translation>
    </message>
    <message>
        <source>There is no nonlinearity called {name}{nearest}; there are {known}.</source>
        <translation>Não há ativação chamada {name}{nearest}; há {known}.</translation>
    </message>
    <message>
        <source>There is no number {value}: they go from 0 to {last}.</source>
        <translation>Não há o número {value}: eles vão de 0 a {last}.</translation>
    </message>
    <message>
        <source>There is no operation {name}; there are {known}.</source>
        <translation>Não há a operação {name}; há {known}.</translation>
    </message>
    <message>
        <source>There is no state {name}; there are {known}.</source>
        <translation>Não existe o estado {name}; existem {known}.</translation>
    </message>
    <message>
        <source>There is no stop called {name}; there are {known}.</source>
        <translation>Não há parada chamada {name}; há {known}.</translation>
    </message>
    <message>
        <source>There is no tree on show in which a node could be chosen.</source>
        <translation>Não há árvore à mostra em que se possa escolher um nó.</translation>
    </message>
    <message>
        <source>There is no unit {value}: there are {units}, from 0 on.</source>
        <translation>Não há a unidade {value}: há {units}, a partir de 0.</translation>
    </message>
    <message>
        <source>There is no {option} {value} here.</source>
        <translation>Não há {option} {value} aqui.</translation>
    </message>
    <message>
        <source>This cell has no belt: it makes its whole state anew at every timestep. Choose an LSTM or a GRU.</source>
        <translation>Esta célula não tem esteira: ela faz todo o seu estado de novo a cada passo de tempo. Escolha uma LSTM ou uma GRU.</translation>
    </message>
    <message>
        <source>This layer has {units} units, and a plane shows up to {most}: set fewer.</source>
        <translation>Esta camada tem {units} unidades, e um plano mostra até {most}: escolha menos.</translation>
    </message>
    <message>
        <source>This model does not read on from what it writes.</source>
        <translation>Este modelo não lê adiante a partir do que escreve.</translation>
    </message>
    <message>
        <source>This model has no attention.</source>
        <translation>Este modelo não tem atenção.</translation>
    </message>
    <message>
        <source>This model has no decoder that could search for what to write.</source>
        <translation>Este modelo não tem decodificador que pudesse procurar o que escrever.</translation>
    </message>
    <message>
        <source>This model has no recurrent layer.</source>
        <translation>Este modelo não tem camada recorrente.</translation>
    </message>
    <message>
        <source>This model has no weights.</source>
        <translation>Este modelo não tem pesos.</translation>
    </message>
    <message>
        <source>This model is one net: it does not read to the end before it writes.</source>
        <translation>Este modelo é uma rede só: não lê até o fim antes de escrever.</translation>
    </message>
    <message>
        <source>This model predicts no symbols.</source>
        <translation>Este modelo não prevê símbolos.</translation>
    </message>
    <message>
        <source>This needs a new model: what was learned so far is given up (updates: {n}).</source>
        <translation>Isto exige um modelo novo: o que foi aprendido até aqui se perde (atualizações: {n}).</translation>
    </message>
    <message>
        <source>This net is no map that takes the state of one timestep to that of the next.</source>
        <translation>Esta rede não é um mapa que leve o estado de um passo de tempo ao do seguinte.</translation>
    </message>
    <message>
        <source>This panel has no control called {option}.</source>
        <translation>Este painel não tem o controle {option}.</translation>
    </message>
    <message>
        <source>This task does not judge sentences by their length.</source>
        <translation>Esta tarefa não avalia frases pelo comprimento.</translation>
    </message>
    <message>
        <source>This task has no dictionary: it translates no words.</source>
        <translation>Esta tarefa não tem dicionário: não traduz palavras.</translation>
    </message>
    <message>
        <source>This task has no lag.</source>
        <translation>Esta tarefa não tem atraso.</translation>
    </message>
    <message>
        <source>This task has no lag: nothing has to be remembered for a while that can be set.</source>
        <translation>Esta tarefa não tem atraso: não há nada a lembrar por um tempo que se possa ajustar.</translation>
    </message>
    <message>
        <source>This task writes no text, so there is nothing to sample.</source>
        <translation>Esta tarefa não escreve texto, por isso não há amostras.</translation>
    </message>
    <message>
        <source>This view follows one recurrent layer that answers at every timestep: vanilla, LSTM or GRU.</source>
        <translation>Esta vista segue uma camada recorrente que responde a cada passo de tempo: RNN simples, LSTM ou GRU.</translation>
    </message>
    <message>
        <source>This walk is through the scalar net: choose that experiment.</source>
        <translation>Este percurso é pela rede escalar: escolha esse experimento.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Linha do tempo</translation>
    </message>
    <message>
        <source>Timestep {t}: what is {name}?</source>
        <translation>Passo de tempo {t}: quanto é {name}?</translation>
    </message>
    <message>
        <source>Timestep {t}: {name} = {hand} by hand, {learned} as learned so far.</source>
        <translation>Passo de tempo {t}: {name} = {hand} à mão, {learned} como aprendido até aqui.</translation>
    </message>
    <message>
        <source>Timestep {t}: {name} = {learned}, as learned so far.</source>
        <translation>Passo de tempo {t}: {name} = {learned}, como aprendido até aqui.</translation>
    </message>
    <message>
        <source>Timesteps at which the gradient is not finite: {count}.</source>
        <translation>Passos de tempo em que o gradiente não é finito: {count}.</translation>
    </message>
    <message>
        <source>Timesteps for which something has to be remembered</source>
        <translation>Passos de tempo durante os quais algo precisa ser lembrado</translation>
    </message>
    <message>
        <source>Timesteps of a chunk</source>
        <translation>Passos de tempo de um trecho</translation>
    </message>
    <message>
        <source>Timesteps of a chunk: the gradient stops at its edge</source>
        <translation>Passos de tempo de um trecho: o gradiente para em sua borda</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>Topologia</translation>
    </message>
    <message>
        <source>Tree of the beam search</source>
        <translation>Árvore da busca em feixe</translation>
    </message>
    <message>
        <source>Truncated backpropagation</source>
        <translation>Retropropagação truncada</translation>
    </message>
    <message>
        <source>Truth table</source>
        <translation>Tabela-verdade</translation>
    </message>
    <message>
        <source>Unit {unit} carries {share} back over one timestep.</source>
        <translation>A unidade {unit} leva {share} de volta por um passo de tempo.</translation>
    </message>
    <message>
        <source>Unit {unit} carries {share} back over {steps} timesteps.</source>
        <translation>A unidade {unit} leva {share} de volta por {steps} passos de tempo.</translation>
    </message>
    <message>
        <source>Units cannot be sorted by {value}: there are {known}.</source>
        <translation>As unidades não podem ser ordenadas por {value}: há {known}.</translation>
    </message>
    <message>
        <source>Units that carry more than half so far: {count} of {units}.</source>
        <translation>Unidades que levam mais da metade até aqui: {count} de {units}.</translation>
    </message>
    <message>
        <source>Unknown weights as letters, as before learning</source>
        <translation>Pesos desconhecidos como letras, como antes de aprender</translation>
    </message>
    <message>
        <source>Unknown: to be learned</source>
        <translation>Desconhecidos: a aprender</translation>
    </message>
    <message>
        <source>Unrolled in time: every column is one timestep of the cell.</source>
        <translation>Desenrolada no tempo: cada coluna é um passo da célula.</translation>
    </message>
    <message>
        <source>Unrolled network</source>
        <translation>Rede desenrolada</translation>
    </message>
    <message>
        <source>Updates that were not finite: {count}.</source>
        <translation>Atualizações que não foram finitas: {count}.</translation>
    </message>
    <message>
        <source>Vanishing: a gradient born at the last timestep is {left} of itself {looked} timesteps earlier. After {until} it is below a thousandth.</source>
        <translation>Dissipação: um gradiente nascido no último passo de tempo chega {looked} passos antes multiplicado por {left}. Após {until} passos fica abaixo de um milésimo.</translation>
    </message>
    <message>
        <source>Vanishing: below 1/1000 after one timestep</source>
        <translation>Dissipação: abaixo de 1/1000 após um passo de tempo</translation>
    </message>
    <message>
        <source>Vanishing: below 1/1000 after {until} timesteps</source>
        <translation>Dissipação: abaixo de 1/1000 após {until} passos de tempo</translation>
    </message>
    <message>
        <source>Waiting for the first evaluation on held-out examples.</source>
        <translation>Aguardando a primeira avaliação em exemplos de validação.</translation>
    </message>
    <message>
        <source>Waiting for the first picture.</source>
        <translation>Aguardando a primeira imagem.</translation>
    </message>
    <message>
        <source>Waiting for the model.</source>
        <translation>Aguardando o modelo.</translation>
    </message>
    <message>
        <source>Walk through time and back</source>
        <translation>Percurso no tempo, ida e volta</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>Weights, or the energies that they are the softmax of</source>
        <translation>Pesos, ou as energias das quais são a softmax</translation>
    </message>
    <message>
        <source>What a dictionary makes of the sentence</source>
        <translation>O que um dicionário faz da frase</translation>
    </message>
    <message>
        <source>What colours the states</source>
        <translation>O que colore os estados</translation>
    </message>
    <message>
        <source>What each unit does with its memory: keep it, add to it, wipe it, or put something new in its place.</source>
        <translation>O que cada unidade faz com sua memória: guardar, somar, apagar, ou pôr algo novo em seu lugar.</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>E se?</translation>
    </message>
    <message>
        <source>What is carried back to each timestep</source>
        <translation>O que é levado de volta a cada passo de tempo</translation>
    </message>
    <message>
        <source>What is learned. Without gates, σ_max &gt; 1 lets gradients explode through time, and σ_max &lt; 1 has them vanish.</source>
        <translation>O que se aprende. Sem portas, σ_max &gt; 1 deixa os gradientes explodirem no tempo, e σ_max &lt; 1 os faz sumir.</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>O que é medido</translation>
    </message>
    <message>
        <source>What is measured is one of {known}, not {value}.</source>
        <translation>O que é medido é um de {known}, não {value}.</translation>
    </message>
    <message>
        <source>What is read, kept and answered at each timestep: the arrows are the connections that there are.</source>
        <translation>O que se lê, guarda e responde em cada passo de tempo: as setas são as conexões que existem.</translation>
    </message>
    <message>
        <source>What it can be about</source>
        <translation>O que a condição pode comparar</translation>
    </message>
    <message>
        <source>What may follow the chosen sequence</source>
        <translation>O que pode vir depois da sequência escolhida</translation>
    </message>
    <message>
        <source>What of the attention</source>
        <translation>O que da atenção</translation>
    </message>
    <message>
        <source>What the decoder reads after each symbol, and learns from</source>
        <translation>O que o decodificador lê depois de cada símbolo, e com que aprende</translation>
    </message>
    <message>
        <source>What the model writes by itself, from the beginning on. Underlined: words that it has invented.</source>
        <translation>O que o modelo escreve sozinho, desde o início. Sublinhadas: palavras que ele inventou.</translation>
    </message>
    <message>
        <source>What the model wrote as it learned</source>
        <translation>O que o modelo escreveu enquanto aprendia</translation>
    </message>
    <message>
        <source>What the network remembers after each symbol: a row is a unit, a column a timestep.</source>
        <translation>O que a rede lembra depois de cada símbolo: uma linha é uma unidade, uma coluna um passo de tempo.</translation>
    </message>
    <message>
        <source>What the sample goes on from</source>
        <translation>O texto a partir do qual a amostra segue</translation>
    </message>
    <message>
        <source>What the states of each direction alone would answer, and how their shares add up to the answer.</source>
        <translation>O que os estados de cada direção responderiam sozinhos, e como suas parcelas se somam na resposta.</translation>
    </message>
    <message>
        <source>What the units of {title} do with what they hold: {shares}.</source>
        <translation>O que as unidades de {title} fazem com o que guardam: {shares}.</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>O que mudar</translation>
    </message>
    <message>
        <source>What to do when it holds</source>
        <translation>O que fazer quando vale</translation>
    </message>
    <message>
        <source>What was noted; Enter or a double click goes to that update</source>
        <translation>O que foi anotado; Enter ou um clique duplo vai para essa atualização</translation>
    </message>
    <message>
        <source>When a condition holds, learning stops before the weights change, or the update is only noted.</source>
        <translation>Quando uma condição vale, o aprendizado para antes que os pesos mudem, ou a atualização só é anotada.</translation>
    </message>
    <message>
        <source>Where each state goes while one input is held: full dots attract, and what ends there is remembered.</source>
        <translation>Para onde vai cada estado enquanto uma entrada é mantida: pontos cheios atraem, e o que termina ali é lembrado.</translation>
    </message>
    <message>
        <source>Whether and how gradients are clipped</source>
        <translation>Se e como os gradientes são cortados</translation>
    </message>
    <message>
        <source>Which attention</source>
        <translation>Qual atenção</translation>
    </message>
    <message>
        <source>Which gate</source>
        <translation>Qual porta</translation>
    </message>
    <message>
        <source>Which gate&apos;s part</source>
        <translation>A parte de qual porta</translation>
    </message>
    <message>
        <source>Which head</source>
        <translation>Qual cabeça</translation>
    </message>
    <message>
        <source>Which operation</source>
        <translation>Qual operação</translation>
    </message>
    <message>
        <source>Which parameter</source>
        <translation>Qual parâmetro</translation>
    </message>
    <message>
        <source>Which quantity</source>
        <translation>Qual grandeza</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Quais linhas</translation>
    </message>
    <message>
        <source>Which state</source>
        <translation>Qual estado</translation>
    </message>
    <message>
        <source>Which symbols it looks at (right) while it writes each symbol (down).</source>
        <translation>Para quais símbolos ela olha (direita) enquanto escreve cada símbolo (abaixo).</translation>
    </message>
    <message>
        <source>Which weight matrix</source>
        <translation>Qual matriz de pesos</translation>
    </message>
    <message>
        <source>While you step, every panel shows this sequence, as the update reads it; otherwise your own text.</source>
        <translation>Enquanto você avança passo a passo, todos os painéis mostram esta sequência, como a atualização a lê; no resto do tempo, o seu texto.</translation>
    </message>
    <message>
        <source>While {held} is held, states stay where they are: nothing draws them anywhere.</source>
        <translation>Enquanto {held} é mantido, os estados ficam onde estão: nada os puxa para lugar nenhum.</translation>
    </message>
    <message>
        <source>While {held} is held, the marked state comes to no rest: it goes on and on.</source>
        <translation>Enquanto {held} é mantido, o estado marcado não chega ao repouso: segue sempre adiante.</translation>
    </message>
    <message>
        <source>While {held} is held, the marked state ends in a fixed point and stays there.</source>
        <translation>Enquanto {held} é mantido, o estado marcado termina num ponto fixo e fica ali.</translation>
    </message>
    <message>
        <source>While {held} is held, the marked state goes round in a cycle of {n} and never rests.</source>
        <translation>Enquanto {held} é mantido, o estado marcado anda num ciclo de {n} e nunca repousa.</translation>
    </message>
    <message>
        <source>Whose lectures, videos and papers each lesson follows.</source>
        <translation>De quem são as aulas, os vídeos e os artigos que cada lição segue.</translation>
    </message>
    <message>
        <source>Whose loss is followed back</source>
        <translation>Qual perda é seguida de volta</translation>
    </message>
    <message>
        <source>Width of the beam</source>
        <translation>Largura do feixe</translation>
    </message>
    <message>
        <source>Window against state</source>
        <translation>Janela contra estado</translation>
    </message>
    <message>
        <source>Windows are counted for models of a text, symbol by symbol or word by word.</source>
        <translation>As janelas são contadas para modelos de um texto, símbolo por símbolo ou palavra por palavra.</translation>
    </message>
    <message>
        <source>With {edits}, the loss is {after} instead of {before}.</source>
        <translation>Com {edits}, a perda é {after} em vez de {before}.</translation>
    </message>
    <message>
        <source>Word by word</source>
        <translation>Palavra por palavra</translation>
    </message>
    <message>
        <source>Word by word: {written}. Right: {right}.</source>
        <translation>Palavra por palavra: {written}. Certo: {right}.</translation>
    </message>
    <message>
        <source>Zoom in (+, or the wheel)</source>
        <translation>Aproximar (+, ou a roda do mouse)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Afastar (−)</translation>
    </message>
    <message>
        <source>a dictionary, word by word</source>
        <translation>um dicionário, palavra por palavra</translation>
    </message>
    <message>
        <source>add</source>
        <translation>somar</translation>
    </message>
    <message>
        <source>after</source>
        <translation>depois</translation>
    </message>
    <message>
        <source>after t = {t}</source>
        <translation>depois de t = {t}</translation>
    </message>
    <message>
        <source>after “{before}”</source>
        <translation>depois de “{before}”</translation>
    </message>
    <message>
        <source>after “{before}” → target “{target}”</source>
        <translation>depois de “{before}” → alvo “{target}”</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>all parameters</source>
        <translation>todos os parâmetros</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>ângulo</translation>
    </message>
    <message>
        <source>another form</source>
        <translation>outra forma</translation>
    </message>
    <message>
        <source>another place</source>
        <translation>outro lugar</translation>
    </message>
    <message>
        <source>another word</source>
        <translation>outra palavra</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>como está</translation>
    </message>
    <message>
        <source>at the floor: below {least} ({count})</source>
        <translation>no piso: abaixo de {least} ({count})</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>atenção</translation>
    </message>
    <message>
        <source>attracts</source>
        <translation>atrai</translation>
    </message>
    <message>
        <source>autograd</source>
        <translation>autograd</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>volta</translation>
    </message>
    <message>
        <source>backward, t = {t}</source>
        <translation>volta, t = {t}</translation>
    </message>
    <message>
        <source>behaviour: {word}</source>
        <translation>comportamento: {word}</translation>
    </message>
    <message>
        <source>blue: words that the text has; orange: invented ones</source>
        <translation>azul: palavras que o texto tem; laranja: inventadas</translation>
    </message>
    <message>
        <source>both</source>
        <translation>ambas</translation>
    </message>
    <message>
        <source>bound (σ_max·max|φ′|)ⁿ</source>
        <translation>limite (σ_max·max|φ′|)ⁿ</translation>
    </message>
    <message>
        <source>bound of a vanilla cell</source>
        <translation>limite de uma célula simples</translation>
    </message>
    <message>
        <source>by gradient</source>
        <translation>por gradiente</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à mão</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>por valor</translation>
    </message>
    <message>
        <source>call {number}</source>
        <translation>chamada {number}</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>candidato</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>célula</translation>
    </message>
    <message>
        <source>cell input</source>
        <translation>entrada da célula</translation>
    </message>
    <message>
        <source>cell state c(t)</source>
        <translation>estado da célula c(t)</translation>
    </message>
    <message>
        <source>chunk {number}</source>
        <translation>trecho {number}</translation>
    </message>
    <message>
        <source>click: switch, while it learns</source>
        <translation>clique: trocar, durante o treino</translation>
    </message>
    <message>
        <source>clip by norm</source>
        <translation>cortar pela norma</translation>
    </message>
    <message>
        <source>clip by value</source>
        <translation>cortar por valor</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>corte</translation>
    </message>
    <message>
        <source>column</source>
        <translation>coluna</translation>
    </message>
    <message>
        <source>decoder writes</source>
        <translation>decodificador escreve</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>diferença</translation>
    </message>
    <message>
        <source>drag the line, or click: go there · wheel: zoom · double click: all</source>
        <translation>arraste a linha, ou clique: ir até lá · roda: zoom · clique duplo: tudo</translation>
    </message>
    <message>
        <source>eigenvalues λₖ, spectral radius ρ = {value}</source>
        <translation>autovalores λₖ, raio espectral ρ = {value}</translation>
    </message>
    <message>
        <source>encoder reads</source>
        <translation>codificador lê</translation>
    </message>
    <message>
        <source>energies e</source>
        <translation>energias e</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>entropia</translation>
    </message>
    <message>
        <source>erase</source>
        <translation>apagar</translation>
    </message>
    <message>
        <source>every </source>
        <translation>a cada </translation>
    </message>
    <message>
        <source>every head</source>
        <translation>cada cabeça</translation>
    </message>
    <message>
        <source>every input</source>
        <translation>cada entrada</translation>
    </message>
    <message>
        <source>every unit</source>
        <translation>cada unidade</translation>
    </message>
    <message>
        <source>every {n}</source>
        <translation>a cada {n}</translation>
    </message>
    <message>
        <source>every {n} updates</source>
        <translation>a cada {n} atualizações</translation>
    </message>
    <message>
        <source>fed its own symbols</source>
        <translation>lê os próprios símbolos</translation>
    </message>
    <message>
        <source>fed the true symbols</source>
        <translation>lê os símbolos verdadeiros</translation>
    </message>
    <message>
        <source>fixed points: {each}</source>
        <translation>pontos fixos: {each}</translation>
    </message>
    <message>
        <source>forget</source>
        <translation>esquecimento</translation>
    </message>
    <message>
        <source>forget, before exp</source>
        <translation>esquecimento, antes de exp</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>ida</translation>
    </message>
    <message>
        <source>forward, t = {t}</source>
        <translation>ida, t = {t}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>livre</translation>
    </message>
    <message>
        <source>from {state}(t) to {state}({before}) the gradient is multiplied by {gate}(t)</source>
        <translation>de {state}(t) a {state}({before}) o gradiente é multiplicado por {gate}(t)</translation>
    </message>
    <message>
        <source>full</source>
        <translation>completa</translation>
    </message>
    <message>
        <source>future</source>
        <translation>futuro</translation>
    </message>
    <message>
        <source>g ← g · threshold / ‖g‖ if ‖g‖ &gt; threshold</source>
        <translation>g ← g · limiar / ‖g‖ se ‖g‖ &gt; limiar</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>ganho</translation>
    </message>
    <message>
        <source>gate, clamped</source>
        <translation>porta, fixada</translation>
    </message>
    <message>
        <source>gated: the state has a path of its own beside the matrices</source>
        <translation>com portas: o estado tem um caminho próprio ao lado das matrizes</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>norma do gradiente</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>guloso</translation>
    </message>
    <message>
        <source>head {number}</source>
        <translation>cabeça {number}</translation>
    </message>
    <message>
        <source>held-out accuracy over the lag; learned: {lag}</source>
        <translation>acurácia de validação por atraso; aprendido: {lag}</translation>
    </message>
    <message>
        <source>held-out {name}</source>
        <translation>validação: {name}</translation>
    </message>
    <message>
        <source>held-out, over the words of a sentence</source>
        <translation>de validação, pelo número de palavras da frase</translation>
    </message>
    <message>
        <source>hidden state h(t)</source>
        <translation>estado oculto h(t)</translation>
    </message>
    <message>
        <source>hover a heatmap; click to pin</source>
        <translation>passe o mouse sobre um mapa; clique para fixar</translation>
    </message>
    <message>
        <source>h⁽ᵗ⁾ of every layer: the input below, the output above</source>
        <translation>h⁽ᵗ⁾ de cada camada: a entrada abaixo, a saída acima</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>input symbol</source>
        <translation>símbolo de entrada</translation>
    </message>
    <message>
        <source>input, before exp</source>
        <translation>entrada, antes de exp</translation>
    </message>
    <message>
        <source>input, imaginary</source>
        <translation>entrada, imaginária</translation>
    </message>
    <message>
        <source>input, real</source>
        <translation>entrada, real</translation>
    </message>
    <message>
        <source>invented: {words}</source>
        <translation>inventadas: {words}</translation>
    </message>
    <message>
        <source>kept: f′</source>
        <translation>mantido: f′</translation>
    </message>
    <message>
        <source>largest: σ_max = {value}</source>
        <translation>maior: σ_max = {value}</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>aprendido</translation>
    </message>
    <message>
        <source>local</source>
        <translation>local</translation>
    </message>
    <message>
        <source>log only</source>
        <translation>só anotar</translation>
    </message>
    <message>
        <source>logs</source>
        <translation>anota</translation>
    </message>
    <message>
        <source>longer than any learned</source>
        <translation>mais longas que as aprendidas</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perda</translation>
    </message>
    <message>
        <source>loss &gt; 3 and update &gt; 100</source>
        <translation>loss &gt; 3 and update &gt; 100</translation>
    </message>
    <message>
        <source>loss at the cursor</source>
        <translation>perda no cursor</translation>
    </message>
    <message>
        <source>loss fed the true symbols {forced}, fed its own {free}</source>
        <translation>perda lendo os símbolos verdadeiros {forced}, lendo os próprios {free}</translation>
    </message>
    <message>
        <source>loss of all chunks</source>
        <translation>perda de todos os trechos</translation>
    </message>
    <message>
        <source>loss of the last chunk</source>
        <translation>perda do último trecho</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>perda {loss}</translation>
    </message>
    <message>
        <source>many to many, after reading</source>
        <translation>muitos para muitos, depois de ler</translation>
    </message>
    <message>
        <source>many to many, in step</source>
        <translation>muitos para muitos, passo a passo</translation>
    </message>
    <message>
        <source>many to one</source>
        <translation>muitos para um</translation>
    </message>
    <message>
        <source>mean loss, nats per symbol · {smoothing}</source>
        <translation>perda média, nats por símbolo · {smoothing}</translation>
    </message>
    <message>
        <source>mean loss: network {own}, window of {n} {loss}</source>
        <translation>perda média: rede {own}, janela de {n} {loss}</translation>
    </message>
    <message>
        <source>mean of the heads</source>
        <translation>média das cabeças</translation>
    </message>
    <message>
        <source>modulus</source>
        <translation>módulo</translation>
    </message>
    <message>
        <source>more than {many} fixed points</source>
        <translation>mais de {many} pontos fixos</translation>
    </message>
    <message>
        <source>network</source>
        <translation>rede</translation>
    </message>
    <message>
        <source>neutral</source>
        <translation>neutro</translation>
    </message>
    <message>
        <source>new</source>
        <translation>novo</translation>
    </message>
    <message>
        <source>new symbol</source>
        <translation>novo símbolo</translation>
    </message>
    <message>
        <source>new value</source>
        <translation>novo valor</translation>
    </message>
    <message>
        <source>no bar: zero ({count})</source>
        <translation>sem barra: zero ({count})</translation>
    </message>
    <message>
        <source>no clipping</source>
        <translation>sem corte</translation>
    </message>
    <message>
        <source>no fixed point</source>
        <translation>nenhum ponto fixo</translation>
    </message>
    <message>
        <source>no input (0)</source>
        <translation>nenhuma entrada (0)</translation>
    </message>
    <message>
        <source>norm of the gradient over all weights, before clipping</source>
        <translation>norma do gradiente sobre todos os pesos, antes do corte</translation>
    </message>
    <message>
        <source>norm of the gradient, log scale</source>
        <translation>norma do gradiente, escala logarítmica</translation>
    </message>
    <message>
        <source>norm over units</source>
        <translation>norma sobre as unidades</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>ainda não medido</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>one chunk, so no edge: choose a shorter one</source>
        <translation>um só trecho, portanto sem borda: escolha um mais curto</translation>
    </message>
    <message>
        <source>one edit · of update {update}</source>
        <translation>uma mudança · da atualização {update}</translation>
    </message>
    <message>
        <source>one to many</source>
        <translation>um para muitos</translation>
    </message>
    <message>
        <source>one to one</source>
        <translation>um para um</translation>
    </message>
    <message>
        <source>operation by operation</source>
        <translation>operação por operação</translation>
    </message>
    <message>
        <source>optimiser step</source>
        <translation>passo do otimizador</translation>
    </message>
    <message>
        <source>other model</source>
        <translation>outro modelo</translation>
    </message>
    <message>
        <source>output</source>
        <translation>saída</translation>
    </message>
    <message>
        <source>overwrite</source>
        <translation>sobrescrever</translation>
    </message>
    <message>
        <source>p of the right answer · Δ: its logit less its strongest rival&apos;s</source>
        <translation>p da resposta certa · Δ: seu logit menos o do rival mais forte</translation>
    </message>
    <message>
        <source>p(“{symbol}”): window {window}, network {network}</source>
        <translation>p(“{symbol}”): janela {window}, rede {network}</translation>
    </message>
    <message>
        <source>past</source>
        <translation>passado</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>fixado</translation>
    </message>
    <message>
        <source>plumbing after step {step} of {count}</source>
        <translation>operação auxiliar após o passo {step} de {count}</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aleatório</translation>
    </message>
    <message>
        <source>range ±{limit}</source>
        <translation>faixa ±{limit}</translation>
    </message>
    <message>
        <source>rare contexts borrow from shorter ones (Witten-Bell)</source>
        <translation>contextos raros tomam emprestado dos mais curtos (Witten-Bell)</translation>
    </message>
    <message>
        <source>recurrent</source>
        <translation>recorrente</translation>
    </message>
    <message>
        <source>remember</source>
        <translation>lembrar</translation>
    </message>
    <message>
        <source>repels</source>
        <translation>repele</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>reinício</translation>
    </message>
    <message>
        <source>right</source>
        <translation>certo</translation>
    </message>
    <message>
        <source>right answer</source>
        <translation>resposta certa</translation>
    </message>
    <message>
        <source>right in every word: {first} at {short} words, {last} at {long}</source>
        <translation>certas em todas as palavras: {first} com {short} palavras, {last} com {long}</translation>
    </message>
    <message>
        <source>row</source>
        <translation>linha</translation>
    </message>
    <message>
        <source>row by row</source>
        <translation>linha por linha</translation>
    </message>
    <message>
        <source>saddle</source>
        <translation>sela</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>semente </translation>
    </message>
    <message>
        <source>sentences right in every word</source>
        <translation>frases certas em todas as palavras</translation>
    </message>
    <message>
        <source>sequence {number} of the next batch of {count}</source>
        <translation>sequência {number} do próximo lote de {count}</translation>
    </message>
    <message>
        <source>share of the gate&apos;s values within 0.05 of an end of its range</source>
        <translation>fração dos valores da porta a até 0.05 de um extremo de sua faixa</translation>
    </message>
    <message>
        <source>share of the {steps} timesteps over which a unit carries more than half</source>
        <translation>fração dos {steps} passos de tempo ao longo dos quais uma unidade leva mais da metade</translation>
    </message>
    <message>
        <source>singular values σₖ, largest σ_max = {value}</source>
        <translation>valores singulares σₖ, maior σ_max = {value}</translation>
    </message>
    <message>
        <source>size of the state (RMS)</source>
        <translation>tamanho do estado (RMS)</translation>
    </message>
    <message>
        <source>slope φ′(z)</source>
        <translation>inclinação φ′(z)</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>suavizada</translation>
    </message>
    <message>
        <source>spectral radius ρ = {value}</source>
        <translation>raio espectral ρ = {value}</translation>
    </message>
    <message>
        <source>states, by layer</source>
        <translation>estados, por camada</translation>
    </message>
    <message>
        <source>states: every unit</source>
        <translation>estados: cada unidade</translation>
    </message>
    <message>
        <source>states: unit {unit}</source>
        <translation>estados: unidade {unit}</translation>
    </message>
    <message>
        <source>step {step} of {count}</source>
        <translation>passo {step} de {count}</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>parar</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>soma</translation>
    </message>
    <message>
        <source>t = {t}   ·   L = {loss}</source>
        <translation>t = {t}   ·   L = {loss}</translation>
    </message>
    <message>
        <source>t = {t} · unit {unit}</source>
        <translation>t = {t} · unidade {unit}</translation>
    </message>
    <message>
        <source>t = {t} “{symbol}”: “{answer}” rather than “{rival}”   p = {p}   {alone}</source>
        <translation>t = {t} “{symbol}”: “{answer}” e não “{rival}”   p = {p}   {alone}</translation>
    </message>
    <message>
        <source>t = {t}: the window sees nothing</source>
        <translation>t = {t}: a janela não vê nada</translation>
    </message>
    <message>
        <source>t = {t}: the window sees “{seen}”</source>
        <translation>t = {t}: a janela vê “{seen}”</translation>
    </message>
    <message>
        <source>tanh range</source>
        <translation>faixa da tanh</translation>
    </message>
    <message>
        <source>temperature {temperature}</source>
        <translation>temperatura {temperature}</translation>
    </message>
    <message>
        <source>the answer, by direction</source>
        <translation>a resposta, por direção</translation>
    </message>
    <message>
        <source>the input at the cursor</source>
        <translation>a entrada sob o cursor</translation>
    </message>
    <message>
        <source>the largest of any recurrent matrix</source>
        <translation>o maior de todas as matrizes recorrentes</translation>
    </message>
    <message>
        <source>the largest over timesteps; also min, mean, any, all</source>
        <translation>o maior entre os passos de tempo; também min, mean, any, all</translation>
    </message>
    <message>
        <source>the last one measured on held-out data</source>
        <translation>a última medida em dados de validação</translation>
    </message>
    <message>
        <source>the learning rate</source>
        <translation>a taxa de aprendizado</translation>
    </message>
    <message>
        <source>the loss is more than twice the smoothed loss</source>
        <translation>a perda é mais que o dobro da suavizada</translation>
    </message>
    <message>
        <source>the loss of this update&apos;s batch</source>
        <translation>a perda do lote desta atualização</translation>
    </message>
    <message>
        <source>the network</source>
        <translation>a rede</translation>
    </message>
    <message>
        <source>the number of this update</source>
        <translation>o número desta atualização</translation>
    </message>
    <message>
        <source>the sequence of the next update</source>
        <translation>sequência da próxima atualização</translation>
    </message>
    <message>
        <source>the size without the sign</source>
        <translation>o tamanho sem o sinal</translation>
    </message>
    <message>
        <source>the smoothed loss before this update</source>
        <translation>a perda suavizada antes desta atualização</translation>
    </message>
    <message>
        <source>the sums over all timesteps</source>
        <translation>as somas sobre todos os passos de tempo</translation>
    </message>
    <message>
        <source>this one runs</source>
        <translation>esta está rodando</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>limiar</translation>
    </message>
    <message>
        <source>threshold (not in force)</source>
        <translation>limiar (fora de vigor)</translation>
    </message>
    <message>
        <source>timestep {t} of {count} · {symbol}</source>
        <translation>passo de tempo {t} de {count} · {symbol}</translation>
    </message>
    <message>
        <source>timesteps a chunk</source>
        <translation>passos por trecho</translation>
    </message>
    <message>
        <source>to t</source>
        <translation>até t</translation>
    </message>
    <message>
        <source>total</source>
        <translation>total</translation>
    </message>
    <message>
        <source>truncated ‖∂L/∂h⁽ᵗ⁾‖</source>
        <translation>‖∂L/∂h⁽ᵗ⁾‖ truncada</translation>
    </message>
    <message>
        <source>under the mouse</source>
        <translation>sob o mouse</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>unidade</translation>
    </message>
    <message>
        <source>unit {unit}</source>
        <translation>unidade {unit}</translation>
    </message>
    <message>
        <source>units as stored</source>
        <translation>unidades na ordem original</translation>
    </message>
    <message>
        <source>units by activity</source>
        <translation>unidades por atividade</translation>
    </message>
    <message>
        <source>units by how often they remember</source>
        <translation>unidades por quanto lembram</translation>
    </message>
    <message>
        <source>units by similarity</source>
        <translation>unidades por semelhança</translation>
    </message>
    <message>
        <source>units: all, or numbers such as 3, 7</source>
        <translation>unidades: todas, ou números como 3, 7</translation>
    </message>
    <message>
        <source>update</source>
        <translation>atualização</translation>
    </message>
    <message>
        <source>update {n}</source>
        <translation>atualização {n}</translation>
    </message>
    <message>
        <source>update {update}</source>
        <translation>atualização {update}</translation>
    </message>
    <message>
        <source>update {update} of {present}</source>
        <translation>atualização {update} de {present}</translation>
    </message>
    <message>
        <source>update {update}: {what}</source>
        <translation>atualização {update}: {what}</translation>
    </message>
    <message>
        <source>updates {first}–{last}</source>
        <translation>atualizações {first}–{last}</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valor</translation>
    </message>
    <message>
        <source>watched sequence</source>
        <translation>sequência observada</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>peso</translation>
    </message>
    <message>
        <source>weights α</source>
        <translation>pesos α</translation>
    </message>
    <message>
        <source>what follows “{text}”; green: kept</source>
        <translation>o que segue “{text}”; verde: mantidos</translation>
    </message>
    <message>
        <source>what follows “{text}”; green: the node&apos;s own</source>
        <translation>o que segue “{text}”; verde: o deste nó</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>e se</translation>
    </message>
    <message>
        <source>whether loss and gradient are numbers, not infinity or NaN</source>
        <translation>se perda e gradiente são números, e não infinito ou NaN</translation>
    </message>
    <message>
        <source>whole timestep</source>
        <translation>passo de tempo inteiro</translation>
    </message>
    <message>
        <source>window</source>
        <translation>janela</translation>
    </message>
    <message>
        <source>window n = {n}</source>
        <translation>janela n = {n}</translation>
    </message>
    <message>
        <source>window {n}</source>
        <translation>janela {n}</translation>
    </message>
    <message>
        <source>with the square</source>
        <translation>com o quadrado</translation>
    </message>
    <message>
        <source>written: i′</source>
        <translation>escrito: i′</translation>
    </message>
    <message>
        <source>x(t) = {symbol}     t = {t}</source>
        <translation>x(t) = {symbol}     t = {t}</translation>
    </message>
    <message>
        <source>z, watched</source>
        <translation>z, observado</translation>
    </message>
    <message>
        <source>{clipped} of the last {count} updates were clipped ({share}).</source>
        <translation>{clipped} das últimas {count} atualizações foram cortadas ({share}).</translation>
    </message>
    <message>
        <source>{count} chunks of one timestep</source>
        <translation>{count} trechos de um passo de tempo</translation>
    </message>
    <message>
        <source>{count} chunks of {length} timesteps</source>
        <translation>{count} trechos de {length} passos de tempo</translation>
    </message>
    <message>
        <source>{count} drawn; next “{symbol}”</source>
        <translation>sorteados: {count}; próximo “{symbol}”</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} números</translation>
    </message>
    <message>
        <source>{file} · clipping and step are the optimiser&apos;s</source>
        <translation>{file} · o corte e o passo são do otimizador</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, linha {line}</translation>
    </message>
    <message>
        <source>{names} in [0, 1]</source>
        <translation>{names} em [0, 1]</translation>
    </message>
    <message>
        <source>{names} in [−1, 1]</source>
        <translation>{names} em [−1, 1]</translation>
    </message>
    <message>
        <source>{name} accuracy {values}</source>
        <translation>acurácia de {name}: {values}</translation>
    </message>
    <message>
        <source>{name}: {rows} × {columns}, standard deviation {deviation}.</source>
        <translation>{name}: {rows} × {columns}, desvio padrão {deviation}.</translation>
    </message>
    <message>
        <source>{nats} nats</source>
        <translation>{nats} nats</translation>
    </message>
    <message>
        <source>{number} of {all}: {title}</source>
        <translation>{number} de {all}: {title}</translation>
    </message>
    <message>
        <source>{n} edits · of update {update}</source>
        <translation>{n} mudanças · da atualização {update}</translation>
    </message>
    <message>
        <source>{on} of {all} on</source>
        <translation>{on} de {all} ligados</translation>
    </message>
    <message>
        <source>{option} cannot be {value} here.</source>
        <translation>{option} não pode ser {value} aqui.</translation>
    </message>
    <message>
        <source>{percent} % real</source>
        <translation>{percent} % reais</translation>
    </message>
    <message>
        <source>{question}; most likely is “{best}” with {percent} percent.</source>
        <translation>{question}; o mais provável é “{best}” com {percent} por cento.</translation>
    </message>
    <message>
        <source>{read} symbols are read; the decoder looks at each; “{said}” is written.</source>
        <translation>{read} símbolos são lidos; o decodificador olha para cada um; “{said}” é escrito.</translation>
    </message>
    <message>
        <source>{read} symbols are read; {numbers} numbers pass; “{said}” is written.</source>
        <translation>{read} símbolos são lidos; {numbers} números passam; “{said}” é escrito.</translation>
    </message>
    <message>
        <source>{read} symbols → attention → {written} symbols · from {low} to {high}</source>
        <translation>{read} símbolos → atenção → {written} símbolos · de {low} a {high}</translation>
    </message>
    <message>
        <source>{read} symbols → {numbers} numbers → {written} symbols · from {low} to {high}</source>
        <translation>{read} símbolos → {numbers} números → {written} símbolos · de {low} a {high}</translation>
    </message>
    <message>
        <source>{right} of {asked} right</source>
        <translation>{right} de {asked} certas</translation>
    </message>
    <message>
        <source>{share} clipped</source>
        <translation>{share} cortadas</translation>
    </message>
    <message>
        <source>{share} flat ({name})</source>
        <translation>{share} planos ({name})</translation>
    </message>
    <message>
        <source>{state}: its own {weight} at every timestep</source>
        <translation>{state}: uma {weight} própria em cada passo</translation>
    </message>
    <message>
        <source>{state}: the same {weight} at every timestep</source>
        <translation>{state}: a mesma {weight} em todos os passos</translation>
    </message>
    <message>
        <source>{state}⁽ᵗ⁾ · {units} × {timesteps} · {range}</source>
        <translation>{state}⁽ᵗ⁾ · {units} × {timesteps} · {range}</translation>
    </message>
    <message>
        <source>{symbol} held</source>
        <translation>{symbol} mantido</translation>
    </message>
    <message>
        <source>{targets} × {sources}</source>
        <translation>{targets} × {sources}</translation>
    </message>
    <message>
        <source>{targets} × {sources} · in [0, 1]</source>
        <translation>{targets} × {sources} · em [0, 1]</translation>
    </message>
    <message>
        <source>{title}: {first} at {short} words, {last} at {long} words</source>
        <translation>{title}: {first} com {short} palavras, {last} com {long} palavras</translation>
    </message>
    <message>
        <source>{topology}: inputs {inputs}, outputs {outputs}, of them right {right}; {sum}.</source>
        <translation>{topology}: entradas {inputs}, saídas {outputs}, destas certas {right}; {sum}.</translation>
    </message>
    <message>
        <source>{units} × {timesteps} · pale: half open</source>
        <translation>{units} × {timesteps} · pálido: meio aberta</translation>
    </message>
    <message>
        <source>{value} (at {update})</source>
        <translation>{value} (em {update})</translation>
    </message>
    <message>
        <source>{words}, now {now}</source>
        <translation>{words}, agora {now}</translation>
    </message>
    <message>
        <source>σ range</source>
        <translation>faixa da σ</translation>
    </message>
    <message>
        <source>σ_max · max|φ′| = {product} a timestep at most</source>
        <translation>σ_max · max|φ′| = {product} por passo de tempo, no máximo</translation>
    </message>
    <message>
        <source>‖dL/dh(t)‖ of each timestep of the watched sequence</source>
        <translation>‖dL/dh(t)‖ de cada passo de tempo da sequência observada</translation>
    </message>
    <message>
        <source>‖g‖ before clipping</source>
        <translation>‖g‖ antes do corte</translation>
    </message>
    <message>
        <source>“{text}” ends here; p = {p}.</source>
        <translation>“{text}” termina aqui; p = {p}.</translation>
    </message>
    <message>
        <source>“{text}” goes on with “{symbol}”, which has {percent} percent.</source>
        <translation>“{text}” segue com “{symbol}”, que tem {percent} por cento.</translation>
    </message>
    <message>
        <source>“{text}” is cut off: others are likelier; p = {p}.</source>
        <translation>“{text}” é cortado: outros são mais prováveis; p = {p}.</translation>
    </message>
    <message>
        <source>“{text}” is kept; p = {p}.</source>
        <translation>“{text}” é mantido; p = {p}.</translation>
    </message>
    <message>
        <source>“{text}” · score {score}</source>
        <translation>“{text}” · nota {score}</translation>
    </message>
    <message>
        <source>∏ {gate}, unit {unit}</source>
        <translation>∏ {gate}, unidade {unit}</translation>
    </message>
</context>
<context>
    <name>parts</name>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Find a part by its name or its class</source>
        <translation>Encontrar uma parte pelo nome ou pela classe</translation>
    </message>
    <message>
        <source>Looking takes</source>
        <translation>Observar leva</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Parte</translation>
    </message>
    <message>
        <source>Parts of the model</source>
        <translation>Partes do modelo</translation>
    </message>
    <message>
        <source>Sequence of the batch, 0 to {last}:</source>
        <translation>Sequência do lote, de 0 a {last}:</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Mostrada como</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>What is ticked is shown; with nothing ticked, whatever is found.</source>
        <translation>O que está marcado é mostrado; sem nada marcado, tudo o que for encontrado.</translation>
    </message>
    <message>
        <source>{cost} ms</source>
        <translation>{cost} ms</translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>The preset {file} cannot be used: {reason}.</source>
        <translation>O experimento {file} não pode ser usado: {reason}.</translation>
    </message>
    <message>
        <source>There is no preset {key}{nearest}; there are {known}.</source>
        <translation>Não há o experimento {key}{nearest}; há {known}.</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>A line is a question; a line that begins with # is a heading.</source>
        <translation>Uma linha é uma pergunta; uma linha que começa com # é um título.</translation>
    </message>
    <message>
        <source>Learn them</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Make this line a heading, or a question again</source>
        <translation>Fazer desta linha um título, ou de novo uma pergunta</translation>
    </message>
    <message>
        <source>More than {most} characters do not fit here: open them as a file.</source>
        <translation>Mais de {most} caracteres não cabem aqui: abra-os como arquivo.</translation>
    </message>
    <message>
        <source>Questions of the class</source>
        <translation>Perguntas da turma</translation>
    </message>
    <message>
        <source>The network begins anew, on this page alone (Ctrl+Return)</source>
        <translation>A rede recomeça, só com esta página (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>headings: {headings}, questions: {questions}, symbols: {symbols}</source>
        <translation>títulos: {headings}, perguntas: {questions}, símbolos: {symbols}</translation>
    </message>
</context>
<context>
    <name>recording</name>
    <message>
        <source>A picture in {path} is damaged, or gone.</source>
        <translation>Uma imagem em {path} está danificada ou não existe mais.</translation>
    </message>
    <message>
        <source>Playing the recording ended with an error: {error}</source>
        <translation>A reprodução da gravação terminou com um erro: {error}</translation>
    </message>
    <message>
        <source>The recording in {path} ended: {reason}. What was written can be opened.</source>
        <translation>A gravação em {path} terminou: {reason}. O que foi escrito pode ser aberto.</translation>
    </message>
    <message>
        <source>The recording in {path} is of a newer RNNviz, in format {found}; this one reads {known}.</source>
        <translation>A gravação em {path} é de um RNNviz mais novo, no formato {found}; este lê até o formato {known}.</translation>
    </message>
    <message>
        <source>The recording takes about {mb} MB an hour, and {limit} MB at most: older pictures are thinned for it.</source>
        <translation>A gravação ocupa cerca de {mb} MB por hora, e no máximo {limit} MB: para isso, as imagens mais antigas são rareadas.</translation>
    </message>
    <message>
        <source>The recording takes about {mb} MB an hour.</source>
        <translation>A gravação ocupa cerca de {mb} MB por hora.</translation>
    </message>
    <message>
        <source>There is a recording in {path} already: name another folder.</source>
        <translation>Já existe uma gravação em {path}: indique outra pasta.</translation>
    </message>
    <message>
        <source>There is no recording in {path}.</source>
        <translation>Não há nenhuma gravação em {path}.</translation>
    </message>
    <message>
        <source>{path} is damaged, or no recording of RNNviz.</source>
        <translation>{path} está danificado ou não é uma gravação do RNNviz.</translation>
    </message>
</context>
<context>
    <name>script</name>
    <message>
        <source>A script called {name} would hide the module {module}: name it otherwise.</source>
        <translation>Um script chamado {name} esconderia o módulo {module}: dê-lhe outro nome.</translation>
    </message>
    <message>
        <source>No script can be made of this experiment: the task {task} has no template.</source>
        <translation>Não dá para fazer um script deste experimento: a tarefa {task} não tem modelo de script.</translation>
    </message>
    <message>
        <source>No script can be made of {cell} yet: its state is a complex number.</source>
        <translation>Ainda não é possível gerar um script de {cell}: seu estado é um número complexo.</translation>
    </message>
</context>
<context>
    <name>sessions</name>
    <message>
        <source>A run that goes on keeps its network: {settings} cannot be changed.</source>
        <translation>Um treino que continua mantém sua rede: {settings} não pode mudar.</translation>
    </message>
    <message>
        <source>A text of yours cannot be linked to: save the session, and pass the file on.</source>
        <translation>Não há link para um texto seu: salve a sessão e passe o arquivo adiante.</translation>
    </message>
    <message>
        <source>No preset is of the task {task}.</source>
        <translation>Nenhum experimento é da tarefa {task}.</translation>
    </message>
    <message>
        <source>The file {path} cannot be opened. {reason}</source>
        <translation>O arquivo {path} não pode ser aberto. {reason}</translation>
    </message>
    <message>
        <source>The link leads to the panel {panel}, which this RNNviz does not have.</source>
        <translation>O link leva ao painel {panel}, que este RNNviz não tem.</translation>
    </message>
    <message>
        <source>The run {title} could not be opened: it has settings or parts that this RNNviz does not know.</source>
        <translation>O treino {title} não pôde ser aberto: tem ajustes ou partes que este RNNviz não conhece.</translation>
    </message>
    <message>
        <source>The text in it is damaged.</source>
        <translation>O texto dentro dele está danificado.</translation>
    </message>
    <message>
        <source>The text {path} ({size}), which the run has learned from, is not there any more, or was changed: say where it is now.</source>
        <translation>O texto {path} ({size}), do qual o treino aprendeu, não está mais lá ou foi alterado: diga onde ele está agora.</translation>
    </message>
    <message>
        <source>There is no session in it.</source>
        <translation>Não há nenhuma sessão nele.</translation>
    </message>
    <message>
        <source>There is no snapshot in it.</source>
        <translation>Não há nenhum instantâneo nele.</translation>
    </message>
    <message>
        <source>There is no update {wanted}: at update {update} the loss or the gradient is not finite.</source>
        <translation>Não há atualização {wanted}: na atualização {update} a perda ou o gradiente não é finito.</translation>
    </message>
    <message>
        <source>This is no link that RNNviz knows: {text}.</source>
        <translation>Este não é um link que o RNNviz conheça: {text}.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>0: a symbol enters as a one-hot vector; else as a learned vector of this size</source>
        <translation>0: um símbolo entra como vetor one-hot; senão, como um vetor aprendido deste tamanho</translation>
    </message>
    <message>
        <source>A state that keeps exponential gates in range and cancels out; off: they overflow after a while</source>
        <translation>Um estado que mantém as portas exponenciais em faixa e depois se cancela; desligado: elas transbordam após um tempo</translation>
    </message>
    <message>
        <source>Added at the start to the bias of the gate that keeps; more: a longer memory</source>
        <translation>Somado no início ao viés da porta que guarda; mais: uma memória mais longa</translation>
    </message>
    <message>
        <source>After each symbol: the true one (teacher forcing), or its own (free running); changes while it learns</source>
        <translation>Depois de cada símbolo: o verdadeiro (teacher forcing) ou o dele mesmo (free running); muda enquanto aprende</translation>
    </message>
    <message>
        <source>At most so many a second</source>
        <translation>No máximo tantas por segundo</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atenção</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lote</translation>
    </message>
    <message>
        <source>Beam</source>
        <translation>Feixe</translation>
    </message>
    <message>
        <source>Beginnings that a beam search keeps; 1: the likeliest symbol each time</source>
        <translation>Começos que uma busca em feixe mantém; 1: o símbolo mais provável a cada vez</translation>
    </message>
    <message>
        <source>Build a new model</source>
        <translation>Construir um modelo novo</translation>
    </message>
    <message>
        <source>By norm: g ← g · threshold / ‖g‖ if ‖g‖ &gt; threshold. By value: each element into ± threshold</source>
        <translation>Pela norma: g ← g · limiar / ‖g‖ se ‖g‖ &gt; limiar. Por valor: cada elemento em ± limiar</translation>
    </message>
    <message>
        <source>Carried: truncated BPTT, the state goes on from chunk to chunk, the gradient stops at its edge</source>
        <translation>Levado: BPTT truncada, o estado segue de trecho a trecho, o gradiente para na borda</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Célula</translation>
    </message>
    <message>
        <source>Changes while it learns</source>
        <translation>Muda durante o treino</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Trechos</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Curriculum</source>
        <translation>Currículo</translation>
    </message>
    <message>
        <source>Data language</source>
        <translation>Idioma dos dados</translation>
    </message>
    <message>
        <source>Decoder reads</source>
        <translation>Decodificador lê</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Diagonal state space</source>
        <translation>Espaço de estados diagonal</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Dificuldade</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>Direções</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Each layer reads the one below</source>
        <translation>Cada camada lê a que está abaixo</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Codificação</translation>
    </message>
    <message>
        <source>Folder of exports</source>
        <translation>Pasta das exportações</translation>
    </message>
    <message>
        <source>Folder of texts</source>
        <translation>Pasta dos textos</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Dicas</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>Hold σ_max</source>
        <translation>Manter σ_max</translation>
    </message>
    <message>
        <source>How a gradient becomes a step</source>
        <translation>Como um gradiente vira um passo</translation>
    </message>
    <message>
        <source>How the bytes of your text file are read as symbols</source>
        <translation>Como os bytes do seu arquivo de texto são lidos como símbolos</translation>
    </message>
    <message>
        <source>How the decoder finds where to look in what was read</source>
        <translation>Como o decodificador acha para onde olhar no que foi lido</translation>
    </message>
    <message>
        <source>In which what was memorised is to be written</source>
        <translation>Em que o memorizado deve ser escrito</translation>
    </message>
    <message>
        <source>Initial state</source>
        <translation>Estado inicial</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>LSTM with peepholes</source>
        <translation>LSTM com peephole</translation>
    </message>
    <message>
        <source>LSTM, coupled gates</source>
        <translation>LSTM, portas acopladas</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Atraso</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Camadas</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposição</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Taxa aprend.</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>Deixar como está</translation>
    </message>
    <message>
        <source>Length T of a chunk: how far back the gradient goes</source>
        <translation>Comprimento T de um trecho: até onde o gradiente volta</translation>
    </message>
    <message>
        <source>Memory bias</source>
        <translation>Viés memória</translation>
    </message>
    <message>
        <source>Memory for the past of the run, to which the timeline&apos;s line can be dragged; off: none is kept</source>
        <translation>Memória para o passado do treino, ao qual se pode arrastar a linha do tempo; desligado: nada se guarda</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Cardápio</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Nonlinearity</source>
        <translation>Ativação</translation>
    </message>
    <message>
        <source>Not all that was saved in {file} is understood ({names}): the rest is as it was.</source>
        <translation>Nem tudo o que estava salvo em {file} foi entendido ({names}): o restante está como estava.</translation>
    </message>
    <message>
        <source>Not all that was saved is understood ({names}): the rest is as it was, the former file is now {file}.</source>
        <translation>Nem tudo o que estava salvo foi entendido ({names}): o restante está como estava, e o arquivo anterior agora é {file}.</translation>
    </message>
    <message>
        <source>Of W_hh: its largest singular value, kept at this by scaling; 0: free. Changes while it learns</source>
        <translation>De W_hh: seu maior valor singular, mantido neste valor por escala; 0: livre. Muda durante o treino</translation>
    </message>
    <message>
        <source>Of clipping; changes while it learns</source>
        <translation>Do corte; muda durante o treino</translation>
    </message>
    <message>
        <source>Of the built-in text and of what the task reads and writes</source>
        <translation>Do texto embutido e do que a tarefa lê e escreve</translation>
    </message>
    <message>
        <source>Of the programs: how deep they nest, and how many digits their numbers have</source>
        <translation>Dos programas: quão fundo se aninham e quantos algarismos têm os números</translation>
    </message>
    <message>
        <source>Of the vanilla cell: h(t) = φ(W_xh·x(t) + W_hh·h(t−1) + b)</source>
        <translation>Da célula simples (vanilla): h(t) = φ(W_xh·x(t) + W_hh·h(t−1) + b)</translation>
    </message>
    <message>
        <source>Open panels</source>
        <translation>Painéis abertos</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Otimizador</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordem</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Place of the window</source>
        <translation>Posição da janela</translation>
    </message>
    <message>
        <source>Places of the panels</source>
        <translation>Posição dos painéis</translation>
    </message>
    <message>
        <source>Plumbing while stepping</source>
        <translation>Operações auxiliares nos passos</translation>
    </message>
    <message>
        <source>Random, to be learned; or set by hand, so that the network is right at once</source>
        <translation>Aleatórios, para aprender; ou definidos à mão, para que a rede acerte de imediato</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>Treinos recentes</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Movimento reduzido</translation>
    </message>
    <message>
        <source>Runs in processes of their own</source>
        <translation>Execuções em processos próprios</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semente</translation>
    </message>
    <message>
        <source>Sequences learned from at each update</source>
        <translation>Sequências das quais se aprende em cada atualização</translation>
    </message>
    <message>
        <source>Settings last only until the window is closed: {file} is too large, and cannot be moved aside.</source>
        <translation>As configurações duram só até a janela ser fechada: {file} é grande demais e não pode ser movido.</translation>
    </message>
    <message>
        <source>Settings last only until the window is closed: {reason}</source>
        <translation>As configurações duram só até a janela ser fechada: {reason}</translation>
    </message>
    <message>
        <source>Share of a layer&apos;s outputs that the next layer does not see, while training</source>
        <translation>Fração das saídas de uma camada que a seguinte não vê, durante o treino</translation>
    </message>
    <message>
        <source>Share of the last step that is taken again</source>
        <translation>Fração do último passo que se repete</translation>
    </message>
    <message>
        <source>Share of the time that watching may take from learning; the rate of pictures follows</source>
        <translation>Fração do tempo que observar pode tirar do treino; o ritmo das imagens se ajusta</translation>
    </message>
    <message>
        <source>Shared weights</source>
        <translation>Pesos compartilhados</translation>
    </message>
    <message>
        <source>Size of h(t), per layer and direction</source>
        <translation>Tamanho de h(t), por camada e direção</translation>
    </message>
    <message>
        <source>Size of letters</source>
        <translation>Tamanho das letras</translation>
    </message>
    <message>
        <source>Size of the vocabulary: the commonest words; all others are one symbol</source>
        <translation>Tamanho do vocabulário: as palavras mais comuns; todas as outras são um só símbolo</translation>
    </message>
    <message>
        <source>Stabiliser</source>
        <translation>Estabilizador</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Estágio</translation>
    </message>
    <message>
        <source>Start page seen</source>
        <translation>Página inicial já vista</translation>
    </message>
    <message>
        <source>The same seed gives the same run, to the bit</source>
        <translation>A mesma semente dá o mesmo treino, bit a bit</translation>
    </message>
    <message>
        <source>The three dishes of the perfect roommate, in the order of their cycle</source>
        <translation>Os três pratos do colega perfeito, na ordem do ciclo</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>This needs a new model. The run that is there (updates: {n}) is kept: Ctrl+Z brings it back.</source>
        <translation>Isto exige um novo modelo. O treino atual (atualizações: {n}) é guardado: Ctrl+Z o traz de volta.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Limiar</translation>
    </message>
    <message>
        <source>Timesteps</source>
        <translation>Passos</translation>
    </message>
    <message>
        <source>Timesteps for which something has to be remembered</source>
        <translation>Passos de tempo durante os quais algo precisa ser lembrado</translation>
    </message>
    <message>
        <source>Updates until a curriculum goes on to the next difficulty</source>
        <translation>Atualizações até um currículo passar à próxima dificuldade</translation>
    </message>
    <message>
        <source>Vanilla</source>
        <translation>RNN simples</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>Observar</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>What computes h(t) from h(t−1) and x(t)</source>
        <translation>O que calcula h(t) a partir de h(t−1) e x(t)</translation>
    </message>
    <message>
        <source>Where the arithmetic is done</source>
        <translation>Onde se fazem as contas</translation>
    </message>
    <message>
        <source>Whether a second net reads the sequence from its end</source>
        <translation>Se uma segunda rede lê a sequência a partir do fim</translation>
    </message>
    <message>
        <source>Whether every timestep has the same weights, or each place its own</source>
        <translation>Se todos os passos de tempo têm os mesmos pesos, ou cada lugar os seus</translation>
    </message>
    <message>
        <source>Which programs it learns from: only the hardest, or easier ones first or among them</source>
        <translation>De quais programas aprende: só dos mais difíceis, ou com mais fáceis antes ou no meio</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Palavras</translation>
    </message>
    <message>
        <source>additive</source>
        <translation>aditiva</translation>
    </message>
    <message>
        <source>as it was read</source>
        <translation>como foi lido</translation>
    </message>
    <message>
        <source>at all timesteps</source>
        <translation>em todos os passos de tempo</translation>
    </message>
    <message>
        <source>backwards</source>
        <translation>de trás para a frente</translation>
    </message>
    <message>
        <source>baseline: as set</source>
        <translation>base: como ajustada</translation>
    </message>
    <message>
        <source>both</source>
        <translation>ambas</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à mão</translation>
    </message>
    <message>
        <source>by norm</source>
        <translation>pela norma</translation>
    </message>
    <message>
        <source>by position only</source>
        <translation>só por posição</translation>
    </message>
    <message>
        <source>by value</source>
        <translation>por valor</translation>
    </message>
    <message>
        <source>combined: half of each</source>
        <translation>combinado: metade de cada</translation>
    </message>
    <message>
        <source>dot product</source>
        <translation>produto escalar</translation>
    </message>
    <message>
        <source>forward only</source>
        <translation>só para a frente</translation>
    </message>
    <message>
        <source>found out</source>
        <translation>descoberta</translation>
    </message>
    <message>
        <source>h, and c where there is one, before the first timestep: zeros, or learned as weights are. Where chunks are carried, it is met once in a pass through the text</source>
        <translation>h, e c onde existe, antes do primeiro passo: zeros, ou aprendidos como os pesos. Onde o estado passa de trecho a trecho, só é encontrado uma vez a cada passada pelo texto</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>independentes</translation>
    </message>
    <message>
        <source>its own symbols</source>
        <translation>os próprios símbolos</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>aprendido</translation>
    </message>
    <message>
        <source>minGRU</source>
        <translation>minGRU</translation>
    </message>
    <message>
        <source>minLSTM</source>
        <translation>minLSTM</translation>
    </message>
    <message>
        <source>mix: all at once</source>
        <translation>misto: todas de uma vez</translation>
    </message>
    <message>
        <source>naive: easy first</source>
        <translation>ingênuo: fáceis primeiro</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>none: one vector</source>
        <translation>nenhuma: um só vetor</translation>
    </message>
    <message>
        <source>none: own at each place</source>
        <translation>nenhum: próprios em cada lugar</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>pasta, burger, salad</source>
        <translation>macarrão, hambúrguer, salada</translation>
    </message>
    <message>
        <source>pasta, soup, salad</source>
        <translation>macarrão, sopa, salada</translation>
    </message>
    <message>
        <source>pie, burger, chicken</source>
        <translation>torta, hambúrguer, frango</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aleatórios</translation>
    </message>
    <message>
        <source>sLSTM</source>
        <translation>sLSTM</translation>
    </message>
    <message>
        <source>state carried</source>
        <translation>estado levado</translation>
    </message>
    <message>
        <source>the true symbols</source>
        <translation>os símbolos verdadeiros</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>limiar</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>zeros</translation>
    </message>
    <message>
        <source>{file} is too large for saved settings: everything is as at first, the former file is now {aside}.</source>
        <translation>{file} é grande demais para configurações salvas: tudo está como no início, e o arquivo anterior agora é {aside}.</translation>
    </message>
</context>
<context>
    <name>spoken</name>
    <message>
        <source>column {column} of {count}</source>
        <translation>coluna {column} de {count}</translation>
    </message>
    <message>
        <source>row {row}, column {column}</source>
        <translation>linha {row}, coluna {column}</translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>&amp;Copy these lines</source>
        <translation>&amp;Copiar estas linhas</translation>
    </message>
    <message>
        <source>A course in steps that act on the window: from intuition to gates.</source>
        <translation>Um curso em passos que agem sobre a janela: da intuição às portas.</translation>
    </message>
    <message>
        <source>A lesson</source>
        <translation>Uma lição</translation>
    </message>
    <message>
        <source>A network reads a text, symbol by symbol, and learns to guess the next one. It runs now.</source>
        <translation>Uma rede lê um texto, símbolo por símbolo, e aprende a adivinhar o próximo. Ela já está rodando.</translation>
    </message>
    <message>
        <source>A small recurrent network learns on this machine, and everything inside it can be seen.</source>
        <translation>Uma pequena rede recorrente aprende nesta máquina, e tudo dentro dela pode ser visto.</translation>
    </message>
    <message>
        <source>A text file, something that you type, or the network of your own program.</source>
        <translation>Um arquivo de texto, algo que você digita ou a rede do seu próprio programa.</translation>
    </message>
    <message>
        <source>Any torch module that holds an RNN, an LSTM or a GRU is observed as it is, and left as it was:</source>
        <translation>Qualquer módulo do torch que contenha uma RNN, uma LSTM ou uma GRU é observado como está, e deixado como estava:</translation>
    </message>
    <message>
        <source>Data: a text that the network learns</source>
        <translation>Dados: um texto que a rede aprende</translation>
    </message>
    <message>
        <source>Lines for your own program</source>
        <translation>Linhas para o seu próprio programa</translation>
    </message>
    <message>
        <source>Model: the network of your own program</source>
        <translation>Modelo: a rede do seu próprio programa</translation>
    </message>
    <message>
        <source>My own model or data</source>
        <translation>Meu modelo ou meus dados</translation>
    </message>
    <message>
        <source>The list of all lessons stands behind this one, at the left.</source>
        <translation>A lista de todas as lições está atrás desta, à esquerda.</translation>
    </message>
    <message>
        <source>This page is shown once. Help, Start page ({key}) brings it back.</source>
        <translation>Esta página é mostrada uma vez. Ajuda, Página inicial ({key}) a traz de volta.</translation>
    </message>
    <message>
        <source>Watch one learn</source>
        <translation>Ver uma rede aprender</translation>
    </message>
    <message>
        <source>Welcome to RNNviz</source>
        <translation>Bem-vindo ao RNNviz</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Build no further; the run before goes on (Esc)</source>
        <translation>Não construir mais; a execução anterior continua (Esc)</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Pictures are made in a process of their own, the observer: each takes {ms} ms of a processor. Held-out data are evaluated and samples written there too, and all of it takes at most {ceiling} % of one.</source>
        <translation>As imagens são feitas num processo próprio, o observador: cada uma leva {ms} ms de um processador. Os dados de validação também são avaliados e as amostras escritas nele, e tudo isso ocupa no máximo {ceiling} % de um processador.</translation>
    </message>
    <message>
        <source>Pictures are made, and held-out data evaluated, by the thread that trains: it waits for them.</source>
        <translation>As imagens são feitas, e os dados de validação avaliados, pela thread que treina: ela espera por eles.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>acurácia</translation>
    </message>
    <message>
        <source>going back in time ...</source>
        <translation>voltando no tempo ...</translation>
    </message>
    <message>
        <source>held out: not measured at update {n}</source>
        <translation>validação: não medida na atualização {n}</translation>
    </message>
    <message>
        <source>largest error</source>
        <translation>maior erro</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>aprendendo</translation>
    </message>
    <message>
        <source>learning again</source>
        <translation>aprendendo de novo</translation>
    </message>
    <message>
        <source>loading PyTorch ...</source>
        <translation>carregando o PyTorch ...</translation>
    </message>
    <message>
        <source>loss, own symbols fed</source>
        <translation>perda, lendo os próprios símbolos</translation>
    </message>
    <message>
        <source>loss, true symbols fed</source>
        <translation>perda, lendo os símbolos verdadeiros</translation>
    </message>
    <message>
        <source>mean error</source>
        <translation>erro médio</translation>
    </message>
    <message>
        <source>new places</source>
        <translation>lugares novos</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausado</translation>
    </message>
    <message>
        <source>read as {encoding}</source>
        <translation>lido como {encoding}</translation>
    </message>
    <message>
        <source>read as {encoding}, perhaps wrongly</source>
        <translation>lido como {encoding}, talvez errado</translation>
    </message>
    <message>
        <source>reading the text and building the model ...</source>
        <translation>lendo o texto e construindo o modelo ...</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>semente {seed}</translation>
    </message>
    <message>
        <source>smoothed loss {loss}</source>
        <translation>perda suavizada {loss}</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parado</translation>
    </message>
    <message>
        <source>strings learned from</source>
        <translation>sequências de treino</translation>
    </message>
    <message>
        <source>symbols right</source>
        <translation>símbolos certos</translation>
    </message>
    <message>
        <source>the observer has ended: pictures take training&apos;s time</source>
        <translation>o observador terminou: as imagens tomam tempo do treino</translation>
    </message>
    <message>
        <source>there is no model</source>
        <translation>não há modelo</translation>
    </message>
    <message>
        <source>update {n}</source>
        <translation>atualização {n}</translation>
    </message>
    <message>
        <source>update {n} of {present} (past)</source>
        <translation>atualização {n} de {present} (passado)</translation>
    </message>
    <message>
        <source>waits for {letter} at update {n}</source>
        <translation>espera por {letter} na atualização {n}</translation>
    </message>
    <message>
        <source>watching costs {share} %</source>
        <translation>observar custa {share} %</translation>
    </message>
    <message>
        <source>{measured} (at update {n})</source>
        <translation>{measured} (na atualização {n})</translation>
    </message>
    <message>
        <source>{measure} at {place}</source>
        <translation>{measure} em {place}</translation>
    </message>
    <message>
        <source>{n} frames/s</source>
        <translation>{n} imagens/s</translation>
    </message>
    <message>
        <source>{n} frames/s (as the budget allows)</source>
        <translation>{n} imagens/s (o que o orçamento permite)</translation>
    </message>
    <message>
        <source>{n} frames/s (as the observer can)</source>
        <translation>{n} imagens/s (o que o observador consegue)</translation>
    </message>
    <message>
        <source>{n} frames/s (one for each update)</source>
        <translation>{n} imagens/s (um por atualização)</translation>
    </message>
    <message>
        <source>{n} updates/s</source>
        <translation>{n} atualizações/s</translation>
    </message>
    <message>
        <source>{n} weights</source>
        <translation>{n} pesos</translation>
    </message>
</context>
<context>
    <name>step</name>
    <message>
        <source>A linear layer: every row of the matrix is weighed against its input.</source>
        <translation>Uma camada linear: cada linha da matriz é ponderada com sua entrada.</translation>
    </message>
    <message>
        <source>All its numbers are zero.</source>
        <translation>Todos os seus números são zero.</translation>
    </message>
    <message>
        <source>Backpropagation begins: ∂L/∂L = 1; everything else follows by the chain rule.</source>
        <translation>A retropropagação começa: ∂L/∂L = 1; todo o resto segue pela regra da cadeia.</translation>
    </message>
    <message>
        <source>Both gates are made to add up to 1: f′ of the old state is kept.</source>
        <translation>As duas portas são levadas a somar 1: do estado antigo fica a parte f′.</translation>
    </message>
    <message>
        <source>Click a timestep in any panel first, then run to it.</source>
        <translation>Clique antes em um passo de tempo em algum painel; depois vá até ele.</translation>
    </message>
    <message>
        <source>Dropout silences some values by chance, only while the network learns.</source>
        <translation>O dropout silencia alguns valores ao acaso, só enquanto a rede aprende.</translation>
    </message>
    <message>
        <source>Each symbol becomes a unit vector: 1 at its own place, 0 elsewhere.</source>
        <translation>Cada símbolo vira um vetor one-hot: 1 em sua posição, 0 nas outras.</translation>
    </message>
    <message>
        <source>Each symbol is looked up: it becomes a vector that is learned too.</source>
        <translation>Cada símbolo é consultado em uma tabela: vira um vetor que também é aprendido.</translation>
    </message>
    <message>
        <source>Every element of the gradient is held within ±{threshold}.</source>
        <translation>Cada elemento do gradiente é mantido dentro de ±{threshold}.</translation>
    </message>
    <message>
        <source>How far a unit turns from timestep to timestep, in radians.</source>
        <translation>Quanto uma unidade gira de um passo ao outro, em radianos.</translation>
    </message>
    <message>
        <source>How much a unit keeps from timestep to timestep: learned, and the same at all of them.</source>
        <translation>Quanto uma unidade mantém de um passo ao outro: aprendido, e igual em todos.</translation>
    </message>
    <message>
        <source>How the loss would change with the gate {name} of timestep {t}.</source>
        <translation>Como a perda mudaria com a porta {name} do passo de tempo {t}.</translation>
    </message>
    <message>
        <source>Loss or gradient are not finite: this update is not applied.</source>
        <translation>A perda ou o gradiente não são finitos: esta atualização não é aplicada.</translation>
    </message>
    <message>
        <source>Nothing is computed at that timestep in this phase.</source>
        <translation>Nada se calcula nesse passo de tempo nesta fase.</translation>
    </message>
    <message>
        <source>Softmax turns energies into shares that sum to 1.</source>
        <translation>A softmax transforma energias em frações que somam 1.</translation>
    </message>
    <message>
        <source>Strongest contributions</source>
        <translation>Contribuições mais fortes</translation>
    </message>
    <message>
        <source>The candidate, from the input alone; g keeps it above zero.</source>
        <translation>A candidata, só a partir da entrada; g a mantém acima de zero.</translation>
    </message>
    <message>
        <source>The candidate: what could be added to the cell state.</source>
        <translation>O candidato: o que poderia ser somado ao estado da célula.</translation>
    </message>
    <message>
        <source>The candidate: what the state could become.</source>
        <translation>O candidato: o que o estado poderia se tornar.</translation>
    </message>
    <message>
        <source>The cell input: what could be added to the cell state.</source>
        <translation>A entrada da célula: o que poderia ser somado ao estado da célula.</translation>
    </message>
    <message>
        <source>The cell state keeps f of the old and adds i of the new: by this sum gradients survive.</source>
        <translation>O estado da célula guarda f do antigo e soma i do novo: por essa soma os gradientes sobrevivem.</translation>
    </message>
    <message>
        <source>The cell state keeps its share of the old and adds its share of the new.</source>
        <translation>O estado da célula mantém sua parte do antigo e soma sua parte do novo.</translation>
    </message>
    <message>
        <source>The context: a sum of annotations, weighed by attention.</source>
        <translation>O contexto: uma soma de anotações, ponderada pela atenção.</translation>
    </message>
    <message>
        <source>The forget gate decides how much of the cell state before is kept.</source>
        <translation>A porta de esquecimento decide quanto do estado anterior da célula se mantém.</translation>
    </message>
    <message>
        <source>The forget gate, before its exponential.</source>
        <translation>A porta de esquecimento, antes de sua exponencial.</translation>
    </message>
    <message>
        <source>The forget gate, from the input alone.</source>
        <translation>A porta de esquecimento, só a partir da entrada.</translation>
    </message>
    <message>
        <source>The gradient before the nonlinearity: from here it reaches the weights.</source>
        <translation>O gradiente antes da não linearidade: daqui ele chega aos pesos.</translation>
    </message>
    <message>
        <source>The gradient before the nonlinearity; W_hhᵀ takes it on to {before}.</source>
        <translation>O gradiente antes da não linearidade; W_hhᵀ o leva adiante até {before}.</translation>
    </message>
    <message>
        <source>The gradient is not clipped; its norm is {norm}.</source>
        <translation>O gradiente não é cortado; sua norma é {norm}.</translation>
    </message>
    <message>
        <source>The gradient of {name}: norm {norm}.</source>
        <translation>O gradiente de {name}: norma {norm}.</translation>
    </message>
    <message>
        <source>The gradient with respect to the result of {name}: norm {norm}.</source>
        <translation>O gradiente em relação ao resultado de {name}: norma {norm}.</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm {norm} is above {threshold}: all of it is multiplied by {factor}.</source>
        <translation>A norma do gradiente {norm} está acima de {threshold}: ele todo é multiplicado por {factor}.</translation>
    </message>
    <message>
        <source>The gradient&apos;s norm {norm} is not above {threshold}: nothing is clipped.</source>
        <translation>A norma do gradiente {norm} não está acima de {threshold}: nada é cortado.</translation>
    </message>
    <message>
        <source>The hidden state of timestep {t} goes to the next timestep and to the layer above.</source>
        <translation>O estado oculto do passo de tempo {t} vai para o passo de tempo seguinte e para a camada acima.</translation>
    </message>
    <message>
        <source>The hidden state of timestep {t} mixes the old state and the candidate, by z.</source>
        <translation>O estado oculto do passo de tempo {t} mistura o estado antigo e o candidato, por z.</translation>
    </message>
    <message>
        <source>The hidden state of timestep {t}: a weighted mean, c/n, as far as o lets it out.</source>
        <translation>O estado oculto do passo {t}: uma média ponderada, c/n, até onde a porta o a deixa sair.</translation>
    </message>
    <message>
        <source>The hidden state of timestep {t}: the real part, through tanh.</source>
        <translation>O estado oculto do passo {t}: a parte real, através de tanh.</translation>
    </message>
    <message>
        <source>The hidden states of all timesteps together are the layer&apos;s output.</source>
        <translation>Os estados ocultos de todos os passos de tempo, juntos, são a saída da camada.</translation>
    </message>
    <message>
        <source>The imaginary part of the same turn.</source>
        <translation>A parte imaginária do mesmo giro.</translation>
    </message>
    <message>
        <source>The imaginary part of what the input adds.</source>
        <translation>A parte imaginária do que a entrada soma.</translation>
    </message>
    <message>
        <source>The input gate decides, unit by unit, how much of the candidate is let in.</source>
        <translation>A porta de entrada decide, unidade por unidade, quanto do candidato entra.</translation>
    </message>
    <message>
        <source>The input gate, before its exponential.</source>
        <translation>A porta de entrada, antes de sua exponencial.</translation>
    </message>
    <message>
        <source>The input gate, from the input alone.</source>
        <translation>A porta de entrada, só a partir da entrada do passo.</translation>
    </message>
    <message>
        <source>The loss: −ln of the probability that each true symbol was given: {value}.</source>
        <translation>A perda: −ln da probabilidade dada a cada símbolo verdadeiro: {value}.</translation>
    </message>
    <message>
        <source>The nonlinearity makes the hidden state of timestep {t}; the network answers from it, and reads that.</source>
        <translation>A não linearidade faz o estado oculto do passo de tempo {t}; a partir dele a rede responde, e depois lê essa resposta.</translation>
    </message>
    <message>
        <source>The nonlinearity makes the hidden state of timestep {t}; the next timestep reads it.</source>
        <translation>A não linearidade faz o estado oculto do passo de tempo {t}; o passo de tempo seguinte o lê.</translation>
    </message>
    <message>
        <source>The normaliser sums up the shares themselves: what c is divided by.</source>
        <translation>O normalizador soma as próprias partes: é por ele que c é dividido.</translation>
    </message>
    <message>
        <source>The optimiser changes {name}, by {ratio} of its norm.</source>
        <translation>O otimizador muda {name}, em {ratio} de sua norma.</translation>
    </message>
    <message>
        <source>The optimiser changes {name}, which was zero before: the change has norm {norm}.</source>
        <translation>O otimizador muda {name}, que antes era zero: a mudança tem norma {norm}.</translation>
    </message>
    <message>
        <source>The other share, i′: so much of the candidate is written.</source>
        <translation>A outra parte, i′: o quanto da candidata é escrito.</translation>
    </message>
    <message>
        <source>The output gate decides how much of the cell state the rest of the network sees.</source>
        <translation>A porta de saída decide quanto do estado da célula o resto da rede vê.</translation>
    </message>
    <message>
        <source>The program calls {name}; its result is {shape}.</source>
        <translation>O programa chama {name}; o resultado é {shape}.</translation>
    </message>
    <message>
        <source>The real part of what the input adds.</source>
        <translation>A parte real do que a entrada soma.</translation>
    </message>
    <message>
        <source>The reset gate decides how much of the old state the candidate may look at.</source>
        <translation>A porta de reinício decide quanto do estado antigo o candidato pode ver.</translation>
    </message>
    <message>
        <source>The run is on its way to another update; step when it is there.</source>
        <translation>O treino está a caminho de outra atualização; avance quando ele chegar lá.</translation>
    </message>
    <message>
        <source>The stabilised forget gate, f′: so much is kept of c and of n.</source>
        <translation>A porta de esquecimento estabilizada, f′: o quanto de c e de n é mantido.</translation>
    </message>
    <message>
        <source>The stabilised input gate, i′: of i′ and f′ the larger one is 1.</source>
        <translation>A porta de entrada estabilizada, i′: de i′ e f′ a maior é 1.</translation>
    </message>
    <message>
        <source>The stabiliser is the larger of both exponents: whatever it is, it cancels out in c/n.</source>
        <translation>O estabilizador é o maior dos dois expoentes: seja qual for, ele se cancela em c/n.</translation>
    </message>
    <message>
        <source>The state is turned by θ and shortened by ρ; this is its real part.</source>
        <translation>O estado é girado por θ e encurtado por ρ; esta é sua parte real.</translation>
    </message>
    <message>
        <source>The update gate decides from the input alone how much of the candidate is written: 1 − z is kept.</source>
        <translation>A porta de atualização decide, só a partir da entrada, quanto da candidata é escrito: 1 − z é mantido.</translation>
    </message>
    <message>
        <source>The update gate decides how much of the old state stays: near 1 it is copied.</source>
        <translation>A porta de atualização decide quanto do estado antigo fica: perto de 1 ele é copiado.</translation>
    </message>
    <message>
        <source>There is no model to step through yet: it is still being made.</source>
        <translation>Ainda não há modelo para percorrer: ele está sendo feito.</translation>
    </message>
    <message>
        <source>There is no model to step through: it could not be made.</source>
        <translation>Não há modelo para percorrer: ele não pôde ser feito.</translation>
    </message>
    <message>
        <source>This is the first operation of the update.</source>
        <translation>Esta é a primeira operação da atualização.</translation>
    </message>
    <message>
        <source>This run can be stepped through only where it stands still, and it goes on.</source>
        <translation>Este treino só pode ser percorrido passo a passo quando está parado, e ele continua.</translation>
    </message>
    <message>
        <source>This was the last operation of the update; N takes the update, F5 goes on.</source>
        <translation>Esta foi a última operação da atualização; N faz a atualização, F5 continua.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and nothing else: W_xh·x + b, for every gate.</source>
        <translation>Passo {t}: a célula lê {symbol} e nada mais: W_xh·x + b, para cada porta.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}, by matrices that no other timestep has.</source>
        <translation>Passo de tempo {t}: a célula lê {symbol} e o estado oculto de {before}, por matrizes que nenhum outro passo tem.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}: W_xh·x + W_hh·h + b, for every gate.</source>
        <translation>Passo de tempo {t}: a célula lê {symbol} e o estado oculto de {before}: W_xh·x + W_hh·h + b, para cada porta.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = W_xh·x + W_hh·h + b.</source>
        <translation>Passo de tempo {t}: a célula lê {symbol} e o estado oculto de {before}: a = W_xh·x + W_hh·h + b.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = u·x + w·h.</source>
        <translation>Passo de tempo {t}: a célula lê {symbol} e o estado oculto de {before}: a = u·x + w·h.</translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the network&apos;s own last answer: a = W_xh·x + W_yh·y + b.</source>
        <translation>Passo de tempo {t}: a célula lê {symbol} e a última resposta da própria rede: a = W_xh·x + W_yh·y + b.</translation>
    </message>
    <message>
        <source>Timestep {t}: the layer weighs {symbol}, and knows of no other timestep: a = W·x.</source>
        <translation>Passo de tempo {t}: a camada pondera {symbol}, e não sabe de nenhum outro passo de tempo: a = W·x.</translation>
    </message>
    <message>
        <source>What lasts long is let in less: so the state keeps its size.</source>
        <translation>O que dura muito entra menos: assim o estado mantém seu tamanho.</translation>
    </message>
    <message>
        <source>What lies beyond a sequence&apos;s end is masked out.</source>
        <translation>O que está além do fim de uma sequência é mascarado.</translation>
    </message>
    <message>
        <source>What the layer says at timestep {t}; the next timestep does not hear of it.</source>
        <translation>O que a camada diz no passo de tempo {t}; o passo de tempo seguinte não fica sabendo.</translation>
    </message>
    <message>
        <source>What the old state says to the candidate, before the reset gate.</source>
        <translation>O que o estado antigo diz ao candidato, antes da porta de reinício.</translation>
    </message>
    <message>
        <source>finite</source>
        <translation>finito</translation>
    </message>
    <message>
        <source>its input</source>
        <translation>sua entrada</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>não finito</translation>
    </message>
    <message>
        <source>one number</source>
        <translation>um número</translation>
    </message>
    <message>
        <source>operands</source>
        <translation>operandos</translation>
    </message>
    <message>
        <source>others ({count})</source>
        <translation>outras ({count})</translation>
    </message>
    <message>
        <source>tanh presses every value into (−1, 1).</source>
        <translation>tanh comprime cada valor em (−1, 1).</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>o início</translation>
    </message>
    <message>
        <source>timestep {t}</source>
        <translation>passo de tempo {t}</translation>
    </message>
    <message>
        <source>{count} of {name}</source>
        <translation>{count} de {name}</translation>
    </message>
    <message>
        <source>{first}, before the first timestep, is learned too: what reaches it from all sequences has norm {norm}.</source>
        <translation>{first}, antes do primeiro passo, também é aprendido: o que chega a ele de todas as sequências tem norma {norm}.</translation>
    </message>
    <message>
        <source>{name} is made of</source>
        <translation>{name} é feito de</translation>
    </message>
    <message>
        <source>{name} is shared by all timesteps: their gradients add up to one, of norm {norm}.</source>
        <translation>{name} é compartilhado por todos os passos de tempo: seus gradientes se somam em um só, de norma {norm}.</translation>
    </message>
    <message>
        <source>∂L/∂c of timestep {t}: through h, and, times the next forget gate, from the next cell state.</source>
        <translation>∂L/∂c do passo de tempo {t}: por h e, vezes a próxima porta de esquecimento, do próximo estado da célula.</translation>
    </message>
    <message>
        <source>∂L/∂c of timestep {t}: through h, through the gates that see c, and from the next cell state, times what is kept of it.</source>
        <translation>∂L/∂c do passo {t}: por h, pelas portas que veem c, e do próximo estado da célula, vezes o que dele se guarda.</translation>
    </message>
    <message>
        <source>∂L/∂h of timestep {t}: {local} from its own output (local), {recurrent} through the other timesteps (recurrent).</source>
        <translation>∂L/∂h do passo de tempo {t}: {local} da própria saída (local), {recurrent} pelos outros passos de tempo (recorrente).</translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>A sequence of {length} symbols is too long to be read: {most} at most.</source>
        <translation>Uma sequência de {length} símbolos é longa demais para ser lida: no máximo {most}.</translation>
    </message>
    <message>
        <source>A text of fewer than two different words leaves nothing to predict word by word: open it in the character model.</source>
        <translation>Um texto com menos de duas palavras diferentes não deixa nada a prever palavra por palavra: abra-o no modelo de caracteres.</translation>
    </message>
    <message>
        <source>Give one digit: its name is what the model writes.</source>
        <translation>Dê um algarismo: seu nome é o que o modelo escreve.</translation>
    </message>
    <message>
        <source>In this program {name} has no value when it is first used.</source>
        <translation>Neste programa {name} não tem valor quando é usado pela primeira vez.</translation>
    </message>
    <message>
        <source>Name one dish, the first: the others follow from it.</source>
        <translation>Diga um prato, o primeiro: os outros seguem dele.</translation>
    </message>
    <message>
        <source>No sentence has {longest} words or fewer: learn from longer ones.</source>
        <translation>Nenhuma frase tem {longest} palavras ou menos: aprenda com frases mais longas.</translation>
    </message>
    <message>
        <source>No sentence of these pairs can be kept apart to judge by: more are needed.</source>
        <translation>Nenhuma frase destes pares pode ser separada para a avaliação: são precisos mais pares.</translation>
    </message>
    <message>
        <source>Sequences of {length} timesteps are longer than the text: it allows {largest} at most.</source>
        <translation>Sequências de {length} passos de tempo são mais longas que o texto: ele permite no máximo {largest}.</translation>
    </message>
    <message>
        <source>The grammar does not know {words}; its words are in the panel Word by word.</source>
        <translation>A gramática não conhece {words}; as palavras dela estão no painel Palavra por palavra.</translation>
    </message>
    <message>
        <source>The little language does not know this from “{rest}” on; it has numbers of up to {digits} digits, one-letter names, = += -= + - * ( ), if, for in range, and one print at the end.</source>
        <translation>A pequena linguagem não conhece isto de “{rest}” em diante; ela tem números de até {digits} algarismos, nomes de uma letra, = += -= + - * ( ), if, for in range e um print no fim.</translation>
    </message>
    <message>
        <source>The model does not know {words}; it knows {known}.</source>
        <translation>O modelo não conhece {words}; ele conhece {known}.</translation>
    </message>
    <message>
        <source>The model&apos;s outputs are no longer finite: it cannot write.</source>
        <translation>As saídas do modelo já não são finitas: ele não pode escrever.</translation>
    </message>
    <message>
        <source>The sum of {count} numbers is beyond what is shown: give {largest} at most.</source>
        <translation>A soma de {count} números passa do que se mostra: dê no máximo {largest}.</translation>
    </message>
    <message>
        <source>The text has {length} symbols; to be learned word by word it may have {most} at most.</source>
        <translation>O texto tem {length} símbolos; para ser aprendido palavra por palavra, ele pode ter no máximo {most}.</translation>
    </message>
    <message>
        <source>The text is too short for a batch of {batch} sequences of {length} timesteps: with {length} timesteps a batch of {largest_batch} fits at most, with a batch of {batch} at most {largest_length} timesteps.</source>
        <translation>O texto é curto demais para um lote de {batch} sequências de {length} passos de tempo: com {length} passos cabe um lote de no máximo {largest_batch}, com um lote de {batch} no máximo {largest_length} passos.</translation>
    </message>
    <message>
        <source>The text is too short for a batch of {batch}: it allows {largest} at most.</source>
        <translation>O texto é curto demais para um lote de {batch}: ele permite no máximo {largest}.</translation>
    </message>
    <message>
        <source>The weights by hand are those of one vanilla layer with one-hot input.</source>
        <translation>Os pesos à mão são os de uma camada simples (vanilla) com entrada one-hot.</translation>
    </message>
    <message>
        <source>The weights by hand are those of {units} units: choose {units}.</source>
        <translation>Os pesos à mão são os de unidades {units}: escolha {units}.</translation>
    </message>
    <message>
        <source>The weights by hand need {needed} hidden units, and there are {hidden}.</source>
        <translation>Os pesos à mão precisam de {needed} unidades ocultas, e há {hidden}.</translation>
    </message>
    <message>
        <source>There are {count} pairs of sentences; at least {fewest} are needed.</source>
        <translation>Há {count} pares de frases; são precisos pelo menos {fewest}.</translation>
    </message>
    <message>
        <source>There is no task called {name}.</source>
        <translation>Não há tarefa chamada {name}.</translation>
    </message>
    <message>
        <source>There is nothing to watch; the model knows {known}.</source>
        <translation>Não há o que observar; o modelo conhece {known}.</translation>
    </message>
    <message>
        <source>This model does not read on from what it writes.</source>
        <translation>Este modelo não lê adiante a partir do que escreve.</translation>
    </message>
    <message>
        <source>This net has weights for {places} places, and the sentence has {words} words.</source>
        <translation>Esta rede tem pesos para {places} lugares, e a frase tem {words} palavras.</translation>
    </message>
    <message>
        <source>This net reads {length} bits at once: every string needs as many.</source>
        <translation>Esta rede lê {length} bits de uma vez: cada sequência precisa ter essa quantidade.</translation>
    </message>
    <message>
        <source>This program stops too early: it must end with a print, such as {example}.</source>
        <translation>Este programa para cedo demais: deve terminar com um print, como {example}.</translation>
    </message>
    <message>
        <source>This program takes more than {steps} steps, or its numbers grow too large.</source>
        <translation>Este programa leva mais de {steps} passos, ou seus números crescem demais.</translation>
    </message>
    <message>
        <source>Two numbers to add need a lag of 2 timesteps at least.</source>
        <translation>Dois números a somar precisam de um atraso de ao menos 2 passos de tempo.</translation>
    </message>
    <message>
        <source>Watching needs at least one symbol.</source>
        <translation>Observar exige ao menos um símbolo.</translation>
    </message>
    <message>
        <source>Write a date to translate.</source>
        <translation>Escreva uma data para traduzir.</translation>
    </message>
    <message>
        <source>Write a program to run, such as {example}.</source>
        <translation>Escreva um programa para rodar, como {example}.</translation>
    </message>
    <message>
        <source>Write a sentence to translate.</source>
        <translation>Escreva uma frase para traduzir.</translation>
    </message>
    <message>
        <source>own answer: no readable date</source>
        <translation>resposta do modelo: nenhuma data legível</translation>
    </message>
    <message>
        <source>own answer: no target known</source>
        <translation>resposta própria: não se conhece o alvo</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>A text of one symbol leaves nothing to predict.</source>
        <translation>Um texto de um só símbolo não deixa nada a prever.</translation>
    </message>
    <message>
        <source>In line {line} one of the two sides is empty.</source>
        <translation>Na linha {line} um dos dois lados está vazio.</translation>
    </message>
    <message>
        <source>Line {line} has no tab: a sentence, a tab, and its translation are needed.</source>
        <translation>A linha {line} não tem tabulação: é preciso uma frase, uma tabulação e a tradução.</translation>
    </message>
    <message>
        <source>Line {line} has {words} words; a sentence may have {most} at most.</source>
        <translation>A linha {line} tem {words} palavras; uma frase pode ter no máximo {most}.</translation>
    </message>
    <message>
        <source>More than {most} pairs cannot be learned from.</source>
        <translation>Não se pode aprender com mais de {most} pares.</translation>
    </message>
    <message>
        <source>No line has a tab: a sentence, a tab, and its translation are needed, or two files of equal length.</source>
        <translation>Nenhuma linha tem tabulação: é preciso uma frase, uma tabulação e a tradução, ou dois arquivos com o mesmo número de linhas.</translation>
    </message>
    <message>
        <source>The columns seem to be parted by “{separator}”; they have to be by a tab.</source>
        <translation>As colunas parecem separadas por “{separator}”; precisam ser separadas por tabulação.</translation>
    </message>
    <message>
        <source>The file {name} is empty.</source>
        <translation>O arquivo {name} está vazio.</translation>
    </message>
    <message>
        <source>The file {name} is not a text.</source>
        <translation>O arquivo {name} não é um texto.</translation>
    </message>
    <message>
        <source>The file {name} is not {encoding}: there is no such symbol at byte {place}. Choose another encoding.</source>
        <translation>O arquivo {name} não é {encoding}: não há tal símbolo no byte {place}. Escolha outra codificação.</translation>
    </message>
    <message>
        <source>The file {name} is {encoding} up to byte {place}, where it is damaged.</source>
        <translation>O arquivo {name} é {encoding} até o byte {place}, onde está danificado.</translation>
    </message>
    <message>
        <source>The model does not know {symbols}: leave that out.</source>
        <translation>O modelo não conhece {symbols}: deixe isso de fora.</translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation>O texto está vazio.</translation>
    </message>
    <message>
        <source>The two files have {first} and {second} lines: the lines of one are to be those of the other.</source>
        <translation>Os dois arquivos têm {first} e {second} linhas: cada linha de um deve corresponder a uma do outro.</translation>
    </message>
    <message>
        <source>There is no text {name} of this machine; there are {known}.</source>
        <translation>Não há texto {name} desta máquina; há {known}.</translation>
    </message>
    <message>
        <source>This Python comes without the built-in text: open a text of your own.</source>
        <translation>Este Python vem sem o texto embutido: abra um texto seu.</translation>
    </message>
    <message>
        <source>This machine has no text of the kind {kind}: open a file of your own.</source>
        <translation>Esta máquina não tem nenhum texto do tipo {kind}: abra um arquivo seu.</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>A novel in English</source>
        <translation>Um romance em inglês</translation>
    </message>
    <message>
        <source>A novel in Portuguese</source>
        <translation>Um romance em português</translation>
    </message>
    <message>
        <source>Algebra in LaTeX</source>
        <translation>Álgebra em LaTeX</translation>
    </message>
    <message>
        <source>C headers</source>
        <translation>Cabeçalhos de C</translation>
    </message>
    <message>
        <source>C source</source>
        <translation>Código em C</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>Learn it</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licença</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Nesta máquina</translation>
    </message>
    <message>
        <source>Open a file...</source>
        <translation>Abrir um arquivo...</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>Peças de teatro</translation>
    </message>
    <message>
        <source>Python source</source>
        <translation>Código em Python</translation>
    </message>
    <message>
        <source>RNNviz ships no text that others wrote. What your machine has is read where it stands; what the lectures used is fetched by you, under its licence, and opened as a file.</source>
        <translation>O RNNviz não traz nenhum texto escrito por outros. O que a sua máquina tem é lido onde está; o que as aulas usaram você mesmo busca, sob sua licença, e abre como arquivo.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Sonnets</source>
        <translation>Sonetos</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>To fetch yourself, then open</source>
        <translation>Para você buscar e abrir</translation>
    </message>
    <message>
        <source>Wikipedia</source>
        <translation>Wikipédia</translation>
    </message>
    <message>
        <source>being counted ...</source>
        <translation>sendo contado ...</translation>
    </message>
    <message>
        <source>files: {files}, {size}</source>
        <translation>arquivos: {files}, {size}</translation>
    </message>
    <message>
        <source>files: {files}, {size}; {more} more are left out</source>
        <translation>arquivos: {files}, {size}; outros {more} ficam de fora</translation>
    </message>
    <message>
        <source>none here</source>
        <translation>nenhum aqui</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>domínio público</translation>
    </message>
</context>
<context>
    <name>validation</name>
    <message>
        <source>it cannot be understood</source>
        <translation>não pode ser entendido</translation>
    </message>
    <message>
        <source>it has too many digits</source>
        <translation>tem algarismos demais</translation>
    </message>
    <message>
        <source>it holds what is no letter in UTF-8</source>
        <translation>contém o que não é letra em UTF-8</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>está faltando</translation>
    </message>
    <message>
        <source>it should be a finite number</source>
        <translation>deve ser um número finito</translation>
    </message>
    <message>
        <source>it should be a list</source>
        <translation>deve ser uma lista</translation>
    </message>
    <message>
        <source>it should be a number</source>
        <translation>deve ser um número</translation>
    </message>
    <message>
        <source>it should be a table of names and values</source>
        <translation>deve ser uma tabela de nomes e valores</translation>
    </message>
    <message>
        <source>it should be a text</source>
        <translation>deve ser um texto</translation>
    </message>
    <message>
        <source>it should be a whole number (an integer)</source>
        <translation>deve ser um número inteiro</translation>
    </message>
    <message>
        <source>it should be greater than or equal to {ge}</source>
        <translation>deve ser maior ou igual a {ge}</translation>
    </message>
    <message>
        <source>it should be greater than {gt}</source>
        <translation>deve ser maior que {gt}</translation>
    </message>
    <message>
        <source>it should be less than or equal to {le}</source>
        <translation>deve ser menor ou igual a {le}</translation>
    </message>
    <message>
        <source>it should be less than {lt}</source>
        <translation>deve ser menor que {lt}</translation>
    </message>
    <message>
        <source>it should be one of {expected}</source>
        <translation>deve ser um destes: {expected}</translation>
    </message>
    <message>
        <source>it should be true or false</source>
        <translation>deve ser true ou false</translation>
    </message>
    <message>
        <source>it should have at most {max_length} letters</source>
        <translation>deve ter no máximo {max_length} letras</translation>
    </message>
    <message>
        <source>it should have at most {max_length} parts</source>
        <translation>deve ter no máximo {max_length} partes</translation>
    </message>
    <message>
        <source>it should have {min_length} or more parts</source>
        <translation>deve ter {min_length} ou mais partes</translation>
    </message>
    <message>
        <source>there is nothing of that name</source>
        <translation>não há nada com esse nome</translation>
    </message>
</context>
<context>
    <name>watching</name>
    <message>
        <source>A script cannot be rewound yet: leave out --rewind, and it is watched.</source>
        <translation>Um script ainda não pode ser rebobinado: sem --rewind, ele é observado.</translation>
    </message>
    <message>
        <source>At update {update} the loss or a gradient is not finite; the weights are still those before it.</source>
        <translation>Na atualização {update} a perda ou um gradiente não é finito; os pesos ainda são os de antes dela.</translation>
    </message>
    <message>
        <source>No window could be opened: {python} -m rnnviz did not open one.</source>
        <translation>Nenhuma janela pôde ser aberta: {python} -m rnnviz não abriu nenhuma.</translation>
    </message>
    <message>
        <source>No window is open, and none can be opened here: {reason} On a machine with a screen, `rnnviz run --record` and *Open recording* show what was recorded elsewhere.</source>
        <translation>Não há janela aberta, e nenhuma pode ser aberta aqui: {reason} Em uma máquina com tela, `rnnviz run --record` e *Abrir gravação* mostram o que foi gravado em outro lugar.</translation>
    </message>
    <message>
        <source>No window is open, and this Python has none to open: type `pip install &quot;rnnviz[window]&quot;`, or say --window PYTHON with a Python that has it.</source>
        <translation>Não há janela aberta, e este Python não tem nenhuma para abrir: digite `pip install &quot;rnnviz[window]&quot;` ou indique com --window PYTHON um Python que a tenha.</translation>
    </message>
    <message>
        <source>Say which script is to be watched, or -m and a module.</source>
        <translation>Diga qual script deve ser observado, ou -m e um módulo.</translation>
    </message>
    <message>
        <source>The script has ended, or is watched no more: what it was last stays here.</source>
        <translation>O script terminou ou não é mais observado: seu último estado fica aqui.</translation>
    </message>
    <message>
        <source>The script {path} cannot be read: {reason}.</source>
        <translation>O script {path} não pode ser lido: {reason}.</translation>
    </message>
    <message>
        <source>There is no module {name} that can be run from here.</source>
        <translation>Não há módulo {name} que possa ser executado daqui.</translation>
    </message>
    <message>
        <source>`rnnviz watch` has no option {option} (or it lacks a value); the script&apos;s own follow its name.</source>
        <translation>`rnnviz watch` não tem a opção {option} (ou falta um valor a ela); as do script vêm depois do nome dele.</translation>
    </message>
    <message>
        <source>{path} is a folder: say the script in it, or -m and the package.</source>
        <translation>{path} é uma pasta: indique o script dentro dela, ou -m e o pacote.</translation>
    </message>
    <message>
        <source>{python} cannot be started: {reason}.</source>
        <translation>{python} não pode ser iniciado: {reason}.</translation>
    </message>
</context>
<context>
    <name>what-if</name>
    <message>
        <source>A state or a gate must be finite; only a weight may be infinite.</source>
        <translation>Um estado ou uma porta precisa ser finito; só um peso pode ser infinito.</translation>
    </message>
    <message>
        <source>A weight of attention lies between 0 and 1.</source>
        <translation>Um peso de atenção fica entre 0 e 1.</translation>
    </message>
    <message>
        <source>An attention has no {name}{hint}; it has alpha, e and c.</source>
        <translation>Uma atenção não tem {name}{hint}; tem alpha, e e c.</translation>
    </message>
    <message>
        <source>An infinite weight can be looked at but not applied: {name} would stay so.</source>
        <translation>Um peso infinito pode ser examinado, mas não aplicado: {name} continuaria assim.</translation>
    </message>
    <message>
        <source>An input is one symbol, not {text}.</source>
        <translation>Uma entrada é um símbolo, e não {text}.</translation>
    </message>
    <message>
        <source>An input is one word here, not {text}.</source>
        <translation>Aqui uma entrada é uma só palavra, não {text}.</translation>
    </message>
    <message>
        <source>Only weights can be applied: states, gates and attention are computed anew.</source>
        <translation>Só pesos podem ser aplicados: estados, portas e atenção são calculados de novo.</translation>
    </message>
    <message>
        <source>The span of timesteps must not end before it begins.</source>
        <translation>O intervalo de passos de tempo não pode terminar antes de começar.</translation>
    </message>
    <message>
        <source>The units {text} cannot be read: write all, or numbers such as 3, 7.</source>
        <translation>As unidades {text} não podem ser lidas: escreva todas, ou números como 3, 7.</translation>
    </message>
    <message>
        <source>There is no attention called {name}.</source>
        <translation>Não há atenção chamada {name}.</translation>
    </message>
    <message>
        <source>There is no column {number}: the weight has {count}.</source>
        <translation>Não há a coluna {number}: o peso tem {count}.</translation>
    </message>
    <message>
        <source>There is no model yet.</source>
        <translation>Ainda não há modelo.</translation>
    </message>
    <message>
        <source>There is no place {number}: there are {count}.</source>
        <translation>Não há posição {number}: há {count}.</translation>
    </message>
    <message>
        <source>There is no recurrent layer {name}.</source>
        <translation>Não há camada recorrente {name}.</translation>
    </message>
    <message>
        <source>There is no row {number}: the weight has {count}.</source>
        <translation>Não há a linha {number}: o peso tem {count}.</translation>
    </message>
    <message>
        <source>There is no target {number}: there are {count}.</source>
        <translation>Não há alvo {number}: há {count}.</translation>
    </message>
    <message>
        <source>There is no timestep {number}: the sequence has {count}.</source>
        <translation>Não há o passo de tempo {number}: a sequência tem {count}.</translation>
    </message>
    <message>
        <source>There is no unit {number}: there are {count}.</source>
        <translation>Não há a unidade {number}: há {count}.</translation>
    </message>
    <message>
        <source>There is no weight called {name}{hint}.</source>
        <translation>Não há peso chamado {name}{hint}.</translation>
    </message>
    <message>
        <source>There is no {name} under these edits; there are {known}.</source>
        <translation>Não há {name} com estas mudanças; há {known}.</translation>
    </message>
    <message>
        <source>This attention is computed in one call: nothing in it can be taken hold of.</source>
        <translation>Esta atenção é calculada numa só chamada: nada nela pode ser alterado.</translation>
    </message>
    <message>
        <source>This layer has no gate called {name} that can be clamped{hint}.</source>
        <translation>Esta camada não tem porta chamada {name} que possa ser fixada{hint}.</translation>
    </message>
    <message>
        <source>This layer has no state called {name}{hint}.</source>
        <translation>Esta camada não tem estado chamado {name}{hint}.</translation>
    </message>
    <message>
        <source>This model has no recurrent layer: its input can be changed.</source>
        <translation>Este modelo não tem camada recorrente: sua entrada pode ser mudada.</translation>
    </message>
    <message>
        <source>{values} is no edit of a gate, a state, a symbol, a weight or an attention.</source>
        <translation>{values} não é alteração de uma porta, de um estado, de um símbolo, de um peso nem de uma atenção.</translation>
    </message>
    <message>
        <source>{value} is not a number.</source>
        <translation>{value} não é um número.</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>A branch goes on from update {update}; this run stays as it is.</source>
        <translation>Um ramo continua a partir da atualização {update}; este treino fica como está.</translation>
    </message>
    <message>
        <source>A double click on a session does not open RNNviz any more.</source>
        <translation>Um duplo clique em uma sessão não abre mais o RNNviz.</translation>
    </message>
    <message>
        <source>A double click on a session opens RNNviz. Take that back, and remove these files?</source>
        <translation>Um duplo clique em uma sessão abre o RNNviz. Desfazer isso e remover estes arquivos?</translation>
    </message>
    <message>
        <source>A double click on a session, and a click on a link, open RNNviz now.</source>
        <translation>Um duplo clique em uma sessão, e um clique em um link, agora abrem o RNNviz.</translation>
    </message>
    <message>
        <source>A is what is open: {title}. B is the same, with what you change here.</source>
        <translation>A é o que está aberto: {title}. B é o mesmo, com o que você mudar aqui.</translation>
    </message>
    <message>
        <source>A: {a}. B: {b}.</source>
        <translation>A: {a}. B: {b}.</translation>
    </message>
    <message>
        <source>Accents that stood alone are joined to their letters.</source>
        <translation>Acentos que estavam separados foram unidos às suas letras.</translation>
    </message>
    <message>
        <source>Act on {letter}</source>
        <translation>Agir em {letter}</translation>
    </message>
    <message>
        <source>Act on {letter}  (F6)</source>
        <translation>Agir em {letter}  (F6)</translation>
    </message>
    <message>
        <source>Another one can be chosen under Settings, Encoding.</source>
        <translation>Outra pode ser escolhida em Ajustes, Codificação.</translation>
    </message>
    <message>
        <source>B is the same as A so far.</source>
        <translation>Por enquanto, B é igual a A.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparar com</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparação</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Controles</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>Copiado: {text}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Every panel shows what the model does with this text. Type your own.</source>
        <translation>Todos os painéis mostram o que o modelo faz com este texto. Digite o seu.</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Experimentos</translation>
    </message>
    <message>
        <source>Float or dock</source>
        <translation>Soltar ou encaixar</translation>
    </message>
    <message>
        <source>Have a double click on a session, and a click on a link, open RNNviz? These files are written:</source>
        <translation>Fazer com que um duplo clique em uma sessão, e um clique em um link, abram o RNNviz? Estes arquivos são escritos:</translation>
    </message>
    <message>
        <source>It begins and ends within a symbol; these two are left out.</source>
        <translation>Ele começa e termina no meio de um símbolo; esses dois ficam de fora.</translation>
    </message>
    <message>
        <source>It begins within a symbol, which is left out.</source>
        <translation>Ele começa no meio de um símbolo, que fica de fora.</translation>
    </message>
    <message>
        <source>It comes from {place}.</source>
        <translation>Vem de {place}.</translation>
    </message>
    <message>
        <source>It ends within a symbol, which is left out.</source>
        <translation>Ele termina no meio de um símbolo, que fica de fora.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Learn it</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Learn this text</source>
        <translation>Aprender este texto</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lição</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lições</translation>
    </message>
    <message>
        <source>MB of the disk for recent runs; the oldest go first:</source>
        <translation>MB do disco para treinos recentes; os mais antigos saem primeiro:</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>More than {most} characters do not fit here.</source>
        <translation>Mais de {most} caracteres não cabem aqui.</translation>
    </message>
    <message>
        <source>More than {most} characters do not fit here: save them as a file, and open that.</source>
        <translation>Mais de {most} caracteres não cabem aqui: salve-os como um arquivo e abra esse arquivo.</translation>
    </message>
    <message>
        <source>No setting was changed and no condition noted after update {update}.</source>
        <translation>Nenhum ajuste mudou e nenhuma condição foi anotada depois da atualização {update}.</translation>
    </message>
    <message>
        <source>No setting was changed and no condition noted before update {update}.</source>
        <translation>Nenhum ajuste mudou e nenhuma condição foi anotada antes da atualização {update}.</translation>
    </message>
    <message>
        <source>No snapshots are kept: there is no going back in time.</source>
        <translation>Não se guardam instantâneos: não há como voltar no tempo.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Anotações</translation>
    </message>
    <message>
        <source>One text is learned at a time, or two files: sentences and translations.</source>
        <translation>Um texto é aprendido por vez, ou dois arquivos: frases e traduções.</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Abrir uma sessão</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>Abrir um texto</translation>
    </message>
    <message>
        <source>Open by double click</source>
        <translation>Abrir com duplo clique</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Pace of slow motion</source>
        <translation>Ritmo da câmera lenta</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Passado</translation>
    </message>
    <message>
        <source>Past: on the way to update {target}, now at update {at} of {present}.</source>
        <translation>Passado: a caminho da atualização {target}, agora na atualização {at} de {present}.</translation>
    </message>
    <message>
        <source>Past: update {at} of {present}. Everything on screen is as it was then.</source>
        <translation>Passado: atualização {at} de {present}. Tudo na tela está como era então.</translation>
    </message>
    <message>
        <source>Past: update {at} of {present}. It learns the same again, to the bit.</source>
        <translation>Passado: atualização {at} de {present}. Aprende o mesmo de novo, bit a bit.</translation>
    </message>
    <message>
        <source>Past: update {at} of {present}. Its picture is on the way.</source>
        <translation>Passado: atualização {at} de {present}. A imagem dela está a caminho.</translation>
    </message>
    <message>
        <source>RNNviz ended without closing. It is kept: {runs}.</source>
        <translation>O RNNviz terminou sem ser fechado. Está guardado: {runs}.</translation>
    </message>
    <message>
        <source>Room for recent runs</source>
        <translation>Espaço para treinos recentes</translation>
    </message>
    <message>
        <source>Save picture or numbers</source>
        <translation>Salvar figura ou números</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Salvar a sessão</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Salvo: {path}</translation>
    </message>
    <message>
        <source>Sentences and their translations. The {read} and {written} most frequent words are learned; {cut} rarer ones are {unknown}: how many are learned is set under Settings, Words.</source>
        <translation>Frases e suas traduções. São aprendidas as {read} e {written} palavras mais frequentes; {cut} mais raras são {unknown}: quantas se aprendem escolhe-se em Ajustes, Palavras.</translation>
    </message>
    <message>
        <source>Sessions (*.rnnviz);;All files (*)</source>
        <translation>Sessões (*.rnnviz);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Settings of {letter}</source>
        <translation>Ajustes de {letter}</translation>
    </message>
    <message>
        <source>Show A alone</source>
        <translation>Mostrar só A</translation>
    </message>
    <message>
        <source>Show A and B side by side, in the same colours</source>
        <translation>Mostrar A e B lado a lado, nas mesmas cores</translation>
    </message>
    <message>
        <source>Show A minus B, where both have the same sizes</source>
        <translation>Mostrar A menos B, onde as duas têm os mesmos tamanhos</translation>
    </message>
    <message>
        <source>Show B alone</source>
        <translation>Mostrar só B</translation>
    </message>
    <message>
        <source>Snapshots: {count}, {taken} MB of {limit} MB. Any update can be gone to: it is computed again from the snapshot before it, to the bit.</source>
        <translation>Instantâneos: {count}, {taken} MB de {limit} MB. Pode-se ir a qualquer atualização: ela é calculada de novo a partir do instantâneo anterior, bit a bit.</translation>
    </message>
    <message>
        <source>Something went wrong in the window: {error}. Training goes on.</source>
        <translation>Algo deu errado na janela: {error}. O treino continua.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Ritmo</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>Limite de velocidade</translation>
    </message>
    <message>
        <source>Speed limit, in updates per second  (Ctrl+Left, Ctrl+Right)</source>
        <translation>Limite de velocidade, em atualizações por segundo  (Ctrl+Esquerda, Ctrl+Direita)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Passo</translation>
    </message>
    <message>
        <source>Stopped at update {update}: {expression} holds, with {values}.</source>
        <translation>Parado na atualização {update}: {expression} vale, com {values}.</translation>
    </message>
    <message>
        <source>Text to learn</source>
        <translation>Texto a aprender</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.tex *.py *.c *.csv *.tsv);;All files (*)</source>
        <translation>Textos (*.txt *.md *.tex *.py *.c *.csv *.tsv);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>The experiment {key} is not there any more: its run is opened as it was.</source>
        <translation>O experimento {key} não existe mais: o treino dele é aberto como estava.</translation>
    </message>
    <message>
        <source>The former run is back, at update {n}, and stands still. {key} returns to the other one.</source>
        <translation>O treino anterior voltou, na atualização {n}, e está parado. {key} retorna ao outro.</translation>
    </message>
    <message>
        <source>The next start, and a run beside this one, will learn in a process of its own.</source>
        <translation>A próxima abertura, e uma execução ao lado desta, aprenderão em um processo próprio.</translation>
    </message>
    <message>
        <source>The next start, and a run beside this one, will learn on a thread of the window.</source>
        <translation>A próxima abertura, e uma execução ao lado desta, aprenderão em uma thread da janela.</translation>
    </message>
    <message>
        <source>The report is on the clipboard: versions, settings and the last warnings, no path and no text.</source>
        <translation>O relatório está na área de transferência: versões, ajustes e os últimos avisos, nenhum caminho e nenhum texto.</translation>
    </message>
    <message>
        <source>The run could not be kept or opened.</source>
        <translation>O treino não pôde ser guardado nem aberto.</translation>
    </message>
    <message>
        <source>The text is read as {encoding}, but it may be {others}.</source>
        <translation>O texto é lido como {encoding}, mas pode ser {others}.</translation>
    </message>
    <message>
        <source>The text is read as {encoding}; it is not UTF-8.</source>
        <translation>O texto é lido como {encoding}; não é UTF-8.</translation>
    </message>
    <message>
        <source>The text is short: it is learned {t} timesteps at a time, {b} sequences at once.</source>
        <translation>O texto é curto: aprende-se {t} passos de tempo por vez, {b} sequências ao mesmo tempo.</translation>
    </message>
    <message>
        <source>The weights were not changed.</source>
        <translation>Os pesos não foram alterados.</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>Ainda não há nenhum.</translation>
    </message>
    <message>
        <source>There is no branch yet: B stands beside this run already. Close B ({key}) first.</source>
        <translation>Ainda não há ramo: B já está ao lado deste treino. Feche B ({key}) antes.</translation>
    </message>
    <message>
        <source>There is no model: it could not be made. Change the settings, or choose another.</source>
        <translation>Não há modelo: ele não pôde ser feito. Mude os ajustes, ou escolha outro.</translation>
    </message>
    <message>
        <source>This run has other settings: {changes}.</source>
        <translation>Este treino tem outros ajustes: {changes}.</translation>
    </message>
    <message>
        <source>This run is open in another window: this is a copy.</source>
        <translation>Este treino está aberto em outra janela: isto é uma cópia.</translation>
    </message>
    <message>
        <source>This run stays as it is: a branch goes on from update {update} in another way, with {changes}.</source>
        <translation>Este treino fica como está: um ramo continua a partir da atualização {update} de outra maneira, com {changes}.</translation>
    </message>
    <message>
        <source>This text is shown; Step and Unrolled network show {sequence}.</source>
        <translation>Mostra-se este texto; Passo e Rede desenrolada mostram a {sequence}.</translation>
    </message>
    <message>
        <source>Timesteps a second in slow motion</source>
        <translation>Passos de tempo por segundo na câmera lenta</translation>
    </message>
    <message>
        <source>Type or paste a text: the model learns to predict what comes next.</source>
        <translation>Digite ou cole um texto: o modelo aprende a prever o que vem depois.</translation>
    </message>
    <message>
        <source>Until you step, this text is shown; Step and Unrolled network show {sequence}.</source>
        <translation>Até você avançar, mostra-se este texto; Passo e Rede desenrolada mostram a {sequence}.</translation>
    </message>
    <message>
        <source>Watch a small recurrent network learn, live, and look inside it: exactly.</source>
        <translation>Veja uma pequena rede recorrente aprender, ao vivo, e olhe dentro dela: com exatidão.</translation>
    </message>
    <message>
        <source>Watched sequence</source>
        <translation>Sequência observada</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>What you write here is saved with the session:</source>
        <translation>O que você escreve aqui é salvo com a sessão:</translation>
    </message>
    <message>
        <source>Where is {path}?</source>
        <translation>Onde está {path}?</translation>
    </message>
    <message>
        <source>You step through {sequence}: every panel shows it, not this text.</source>
        <translation>Você percorre a {sequence}: todos os painéis a mostram, e não este texto.</translation>
    </message>
    <message>
        <source>a text of yours</source>
        <translation>um texto seu</translation>
    </message>
    <message>
        <source>gate {gate}</source>
        <translation>porta {gate}</translation>
    </message>
    <message>
        <source>max</source>
        <translation>máx.</translation>
    </message>
    <message>
        <source>timestep {t}</source>
        <translation>passo de tempo {t}</translation>
    </message>
    <message>
        <source>update {a} − update {b}</source>
        <translation>atualização {a} − atualização {b}</translation>
    </message>
    <message>
        <source>update {update}</source>
        <translation>atualização {update}</translation>
    </message>
    <message>
        <source>{pace}/s</source>
        <translation>{pace}/s</translation>
    </message>
    <message>
        <source>{path} is open in another window: this is a copy, to be saved elsewhere.</source>
        <translation>{path} está aberto em outra janela: esta é uma cópia, a ser salva em outro lugar.</translation>
    </message>
    <message>
        <source>{path} was changed elsewhere since it was opened here: this was saved beside it, as {new}.</source>
        <translation>{path} foi alterado em outro lugar desde que foi aberto aqui: isto foi salvo ao lado, como {new}.</translation>
    </message>
    <message>
        <source>{title}, loss {loss}, update {n}, {when}</source>
        <translation>{title}, perda {loss}, atualização {n}, {when}</translation>
    </message>
</context>
</TS>
